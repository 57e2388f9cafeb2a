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
    private readonly Step[] _steps;
    private readonly int[] _elements;
    private readonly int[] _stepStarts;
    private readonly TransactionStatus[] _statuses;
    private readonly int[] _sessions;
    private readonly int[] _invoked;
    private readonly int[] _completed;
    private readonly ValueNumbers _keys = new();
    private readonly ValueNumbers _values = new();
    private int _stepCount;
    private int _elementCount;

    private TransactionLog(History history, int stepCount, int elementCount)
    {
        History = history;
        IReadOnlyList<Operation> operations = history.Operations;
        _steps = new Step[stepCount];
        _elements = new int[elementCount];
        _stepStarts = new int[operations.Count + 1];
        _statuses = new TransactionStatus[operations.Count];
        _sessions = new int[operations.Count];
        _invoked = new int[operations.Count];
        _completed = new int[operations.Count];
        _values.NumberOf(Value.Nil);
        Dictionary<int, int> sessions = [];
        for (int i = 0; i < operations.Count; i++)
        {
            Operation operation = operations[i];
            _statuses[i] = operation.Outcome switch
            {
                Outcome.Succeeded => TransactionStatus.Committed,
                Outcome.Refused => TransactionStatus.Aborted,
                _ => TransactionStatus.Unknown,
            };
            _sessions[i] = sessions.TryGetValue(operation.Process, out int session)
                ? session
                : sessions.Count;
            sessions.TryAdd(operation.Process, sessions.Count);
            _invoked[i] = operation.InvokedOrder;
            _completed[i] = operation.CompletedOrder;
            AddSteps(operation);
            _stepStarts[i + 1] = _stepCount;
        }

        SessionCount = sessions.Count;
        HoldsLists = MarkLists();
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
    public int SessionCount { get; }

    /// <summary>How many steps there are in all transactions.</summary>
    public int StepCount => _stepCount;

    /// <summary>
    /// Whether each key holds a list, by its number: some step appends to it or read a list from it. On such
    /// a key a read of nil is one of the empty list.
    /// </summary>
    public IReadOnlyList<bool> HoldsLists { get; }

    /// <summary>
    /// Reads the transactions of a history; null when it has other operations or steps than reads, writes and
    /// appends.
    /// </summary>
    public static TransactionLog? Of(History history)
    {
        int steps = 0;
        int elements = 0;
        foreach (Operation operation in history.Operations)
        {
            if (operation.Function != Functions.Transaction || !operation.Argument.IsList)
            {
                return null;
            }

            foreach (Value step in Told(operation).Items)
            {
                ReadOnlySpan<Value> parts = step.Items;
                if (parts.Length is not (2 or 3) || KindOf(parts[0].AsText) is not { } kind)
                {
                    return null;
                }

                if (parts.Length == 2 && kind != StepKind.Read)
                {
                    return null;
                }

                steps++;
                elements += parts.Length == 3 ? parts[2].Items.Length : 0;
            }
        }

        return new TransactionLog(history, steps, elements);
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
    public ReadOnlySpan<int> ElementsOf(in Step step) => _elements.AsSpan(step.Value, step.Count);

    /// <summary>A key as the history has it.</summary>
    public Value KeyAt(int key) => _keys[key];

    /// <summary>A value as the history has it.</summary>
    public Value ValueAt(int value) => _values[value];

    private static Value Told(Operation operation) =>
        operation.Result.IsList ? operation.Result : operation.Argument;

    private static StepKind? KindOf(string? function) =>
        function switch
        {
            Functions.StepRead => StepKind.Read,
            Functions.StepWrite => StepKind.Write,
            Functions.StepAppend => StepKind.Append,
            _ => null,
        };

    private void AddSteps(Operation operation)
    {
        bool isKnown = operation.Outcome == Outcome.Succeeded;
        foreach (Value step in Told(operation).Items)
        {
            ReadOnlySpan<Value> parts = step.Items;
            StepKind kind = KindOf(parts[0].AsText)!.Value;
            int key = _keys.NumberOf(parts[1]);
            Value value = parts.Length == 3 ? parts[2] : Value.Nil;
            _steps[_stepCount++] =
                kind == StepKind.Read && !isKnown ? new Step(kind, key, Step.NotKnown, 0)
                : kind == StepKind.Read && value.IsList ? ReadList(key, value.Items)
                : new Step(kind, key, _values.NumberOf(value), 0);
        }
    }

    private Step ReadList(int key, ReadOnlySpan<Value> list)
    {
        int start = _elementCount;
        foreach (Value item in list)
        {
            _elements[_elementCount++] = _values.NumberOf(item);
        }

        return new Step(StepKind.ReadList, key, start, list.Length);
    }

    /// <summary>
    /// Finds the keys that hold lists, and makes each read of nil from one a read of no elements.
    /// </summary>
    private bool[] MarkLists()
    {
        bool[] isList = new bool[KeyCount];
        foreach (Step step in _steps)
        {
            isList[step.Key] |= step.Kind is StepKind.Append or StepKind.ReadList;
        }

        foreach (ref Step step in _steps.AsSpan())
        {
            if (step is { Kind: StepKind.Read, Value: 0 } && isList[step.Key])
            {
                step = new Step(StepKind.ReadList, step.Key, 0, 0);
            }
        }

        return isList;
    }
}
