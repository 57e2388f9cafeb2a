using Simulation.Histories;

namespace Simulation.Checkers.Transactions;

/// <summary>How a transaction ended, as its client knows it.</summary>
internal enum TransactionStatus : byte
{
    /// <summary>It may have committed, or may still.</summary>
    Unknown,

    /// <summary>It committed, and what it read is known.</summary>
    Committed,

    /// <summary>It certainly did not commit.</summary>
    Aborted,
}

/// <summary>What a step of a transaction does.</summary>
internal enum StepKind : byte
{
    /// <summary>Reads a register; the value is <see cref="Step.Value"/>.</summary>
    Read,

    /// <summary>Writes a register.</summary>
    Write,

    /// <summary>Adds a value to the end of a list.</summary>
    Append,

    /// <summary>Reads a list; its elements are in <see cref="TransactionLog.ElementsOf"/>.</summary>
    ReadList,
}

/// <summary>One step of a transaction.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Key">The key's number.</param>
/// <param name="Value">
/// The value's number, 0 for nil; for <see cref="StepKind.ReadList"/> where its elements begin, or -1 when
/// what it read is not known.
/// </param>
/// <param name="Count">The elements of a list read.</param>
internal readonly record struct Step(StepKind Kind, int Key, int Value, int Count)
{
    /// <summary>Stands for a result that the client never got.</summary>
    public const int NotKnown = -1;
}

/// <summary>The transactions of a history with dense numbers for transactions, keys and values.</summary>
internal sealed class TransactionLog
{
    private readonly int[] _stepStarts;
    private readonly TransactionStatus[] _statuses;
    private readonly int[] _sessions;
    private readonly int[] _invoked;
    private readonly int[] _completed;
    private readonly ValueNumbers _keys = new();
    private readonly ValueNumbers _values = new();
    private readonly ElementRuns _elements = new();
    private Step[] _steps;
    private int[] _read = [];

    private TransactionLog(History history)
    {
        History = history;
        int count = history.Operations.Count;
        _stepStarts = new int[count + 1];
        _statuses = new TransactionStatus[count];
        _sessions = new int[count];
        _invoked = new int[count];
        _completed = new int[count];
        _steps = new Step[3 * count];
        _values.NumberOf(Value.Nil);
    }

    /// <summary>Where it comes from; transaction t is operation t.</summary>
    public History History { get; }

    /// <summary>How many transactions there are, in the order of invocation.</summary>
    public int Count => _statuses.Length;

    /// <summary>How many keys there are.</summary>
    public int KeyCount => _keys.Count;

    /// <summary>How many values there are, nil included.</summary>
    public int ValueCount => _values.Count;

    /// <summary>How many sessions there are, numbered in the order of their first transactions.</summary>
    public int SessionCount { get; private set; }

    /// <summary>How many steps there are in all transactions.</summary>
    public int StepCount { get; private set; }

    /// <summary>
    /// Whether each key holds a list, by its number: some step appends to it or read a list from it. On such
    /// a key a read of nil is one of the empty list.
    /// </summary>
    public IReadOnlyList<bool> HoldsLists { get; private set; } = [];

    /// <summary>
    /// Reads the transactions of a history; null when it has other operations or steps than reads, writes and
    /// appends.
    /// </summary>
    public static TransactionLog? Of(History history)
    {
        TransactionLog log = new(history);
        return log.Read() ? log : null;
    }

    /// <summary>How a transaction ended.</summary>
    public TransactionStatus StatusOf(int transaction) => _statuses[transaction];

    /// <summary>Whose it is.</summary>
    public int SessionOf(int transaction) => _sessions[transaction];

    /// <summary>The place of its invocation among all events.</summary>
    public int InvokedOf(int transaction) => _invoked[transaction];

    /// <summary>The place of its return among all events; <see cref="int.MaxValue"/> for never.</summary>
    public int CompletedOf(int transaction) => _completed[transaction];

    /// <summary>Its steps; where it is not committed, reads have <see cref="Step.NotKnown"/>.</summary>
    public ReadOnlySpan<Step> StepsOf(int transaction) =>
        _steps.AsSpan(_stepStarts[transaction], _stepStarts[transaction + 1] - _stepStarts[transaction]);

    /// <summary>The values of a list read, in order.</summary>
    public ReadOnlySpan<int> ElementsOf(in Step step) => _elements.Of(step.Value, step.Count);

    /// <summary>A key as the history has it.</summary>
    public Value KeyAt(int key) => _keys[key];

    /// <summary>A value as the history has it.</summary>
    public Value ValueAt(int value) => _values[value];

    private static StepKind? KindOf(string? function) =>
        function switch
        {
            Functions.StepRead => StepKind.Read,
            Functions.StepWrite => StepKind.Write,
            Functions.StepAppend => StepKind.Append,
            _ => null,
        };

    private bool Read()
    {
        IReadOnlyList<Operation> operations = History.Operations;
        Dictionary<int, int> sessions = [];
        for (int i = 0; i < operations.Count; i++)
        {
            Operation operation = operations[i];
            if (operation.Function != Functions.Transaction || !AddSteps(operation))
            {
                return false;
            }

            _statuses[i] = operation.Outcome switch
            {
                Outcome.Succeeded => TransactionStatus.Committed,
                Outcome.Refused => TransactionStatus.Aborted,
                _ => TransactionStatus.Unknown,
            };
            sessions.TryAdd(operation.Process, sessions.Count);
            _sessions[i] = sessions[operation.Process];
            _invoked[i] = operation.InvokedOrder;
            _completed[i] = operation.CompletedOrder;
            _stepStarts[i + 1] = StepCount;
        }

        SessionCount = sessions.Count;
        HoldsLists = MarkLists();
        return true;
    }

    private bool AddSteps(Operation operation)
    {
        bool isKnown = operation.Outcome == Outcome.Succeeded;
        Value told = operation.Result.IsList ? operation.Result : operation.Argument;
        ReadOnlySpan<Value> steps = told.Items;
        if (StepCount + steps.Length > _steps.Length)
        {
            Array.Resize(ref _steps, _steps.Length + (_steps.Length / 2) + steps.Length);
        }

        foreach (ref readonly Value step in steps)
        {
            ReadOnlySpan<Value> parts = step.Items;
            StepKind? kind = parts.Length is 2 or 3 ? KindOf(parts[0].AsText) : null;
            if (kind is null || (parts.Length == 2 && kind != StepKind.Read))
            {
                return false;
            }

            int key = _keys.NumberOf(parts[1]);
            Value value = parts.Length == 3 ? parts[2] : Value.Nil;
            _steps[StepCount++] =
                kind == StepKind.Read && !isKnown ? new Step(StepKind.Read, key, Step.NotKnown, 0)
                : kind == StepKind.Read && value.IsList
                    ? new Step(StepKind.ReadList, key, AddElements(key, value.Items), value.Items.Length)
                : new Step(kind.Value, key, _values.NumberOf(value), 0);
        }

        return told.IsList;
    }

    private int AddElements(int key, ReadOnlySpan<Value> list)
    {
        if (_read.Length < list.Length)
        {
            _read = new int[2 * list.Length];
        }

        Span<int> elements = _read.AsSpan(0, list.Length);
        _values.NumberAll(list, elements);
        return _elements.Add(key, elements);
    }

    /// <summary>
    /// Finds the keys that hold lists, and makes each read of nil from one a read of no elements.
    /// </summary>
    private bool[] MarkLists()
    {
        bool[] isList = new bool[KeyCount];
        foreach (Step step in _steps.AsSpan(0, StepCount))
        {
            isList[step.Key] |= step.Kind is StepKind.Append or StepKind.ReadList;
        }

        foreach (ref Step step in _steps.AsSpan(0, StepCount))
        {
            if (step is { Kind: StepKind.Read, Value: 0 } && isList[step.Key])
            {
                step = new Step(StepKind.ReadList, step.Key, 0, 0);
            }
        }

        return isList;
    }
}
