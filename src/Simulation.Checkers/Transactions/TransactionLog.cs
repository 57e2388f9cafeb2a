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
/// The value's number, 0 for nil; for <see cref="StepKind.ReadList"/> where its elements begin, or -1 when what
/// it read is not known.
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
    private readonly List<Step> _steps = [];
    private readonly List<int> _elements = [];
    private readonly List<Value> _values = [Value.Nil];
    private readonly List<Value> _keys = [];
    private readonly int[] _stepStarts;
    private readonly TransactionStatus[] _statuses;
    private readonly int[] _sessions;

    private TransactionLog(History history)
    {
        History = history;
        IReadOnlyList<Operation> operations = history.Operations;
        _stepStarts = new int[operations.Count + 1];
        _statuses = new TransactionStatus[operations.Count];
        _sessions = new int[operations.Count];
        var interning = new Interning(this);
        for (int i = 0; i < operations.Count; i++)
        {
            Operation operation = operations[i];
            _statuses[i] = operation.Outcome switch
            {
                Outcome.Succeeded => TransactionStatus.Committed,
                Outcome.Refused => TransactionStatus.Aborted,
                _ => TransactionStatus.Unknown,
            };
            _sessions[i] = interning.Session(operation.Process);
            interning.AddSteps(operation);
            _stepStarts[i + 1] = _steps.Count;
        }

        SessionCount = interning.SessionCount;
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

    /// <summary>
    /// Reads the transactions of a history; null when it has other operations or steps than reads, writes and
    /// appends.
    /// </summary>
    public static TransactionLog? Of(History history)
    {
        foreach (Operation operation in history.Operations)
        {
            if (operation.Function != Functions.Transaction || !Interning.Understands(operation.Argument))
            {
                return null;
            }
        }

        return new TransactionLog(history);
    }

    /// <summary>How a transaction ended.</summary>
    public TransactionStatus StatusOf(int transaction) => _statuses[transaction];

    /// <summary>Whose it is.</summary>
    public int SessionOf(int transaction) => _sessions[transaction];

    /// <summary>Its steps; where it is not committed, reads have <see cref="Step.NotKnown"/>.</summary>
    public ReadOnlySpan<Step> StepsOf(int transaction) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_steps)[
            _stepStarts[transaction].._stepStarts[transaction + 1]
        ];

    /// <summary>The values of a list read, in order.</summary>
    public ReadOnlySpan<int> ElementsOf(in Step step) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_elements).Slice(step.Value, step.Count);

    /// <summary>A key as the history has it.</summary>
    public Value KeyAt(int key) => _keys[key];

    /// <summary>A value as the history has it.</summary>
    public Value ValueAt(int value) => _values[value];

    /// <summary>Gives numbers to what a history names.</summary>
    private sealed class Interning(TransactionLog log)
    {
        private readonly Dictionary<Value, int> _valueNumbers = new() { [Value.Nil] = 0 };
        private readonly Dictionary<Value, int> _keyNumbers = [];
        private readonly Dictionary<int, int> _sessionNumbers = [];

        public int SessionCount => _sessionNumbers.Count;

        public static bool Understands(Value steps) =>
            steps.AsList is { } list
            && list.All(step =>
                step.AsList is { Count: 3 } parts
                && parts[0].AsText is Functions.StepRead or Functions.StepWrite or Functions.StepAppend
            );

        public int Session(int process) => Number(_sessionNumbers, process);

        public void AddSteps(Operation operation)
        {
            bool isKnown = operation.Outcome == Outcome.Succeeded;
            Value told = operation.Result.IsNil ? operation.Argument : operation.Result;
            bool hasAppends = operation.Argument.AsList!.Any(IsAppend);
            foreach (Value step in told.AsList!)
            {
                IReadOnlyList<Value> parts = step.AsList!;
                int key = Number(_keyNumbers, parts[1], log._keys);
                log._steps.Add(
                    parts[0].AsText switch
                    {
                        Functions.StepWrite => new Step(StepKind.Write, key, ValueNumber(parts[2]), 0),
                        Functions.StepAppend => new Step(StepKind.Append, key, ValueNumber(parts[2]), 0),
                        _ when !isKnown => new Step(StepKind.Read, key, Step.NotKnown, 0),
                        _ when parts[2].AsList is { } list => ReadList(key, list),
                        _ when hasAppends && parts[2].IsNil => ReadList(key, []),
                        _ => new Step(StepKind.Read, key, ValueNumber(parts[2]), 0),
                    }
                );
            }
        }

        private static bool IsAppend(Value step) => step.AsList![0].AsText == Functions.StepAppend;

        private Step ReadList(int key, IReadOnlyList<Value> list)
        {
            int start = log._elements.Count;
            foreach (Value item in list)
            {
                log._elements.Add(ValueNumber(item));
            }

            return new Step(StepKind.ReadList, key, start, list.Count);
        }

        private int ValueNumber(Value value) => Number(_valueNumbers, value, log._values);

        private static int Number<T>(Dictionary<T, int> numbers, T item, List<T>? inOrder = null)
            where T : notnull
        {
            ref int number = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
                numbers,
                item,
                out bool isKnown
            );
            if (!isKnown)
            {
                number = numbers.Count - 1;
                inOrder?.Add(item);
            }

            return number;
        }
    }
}
