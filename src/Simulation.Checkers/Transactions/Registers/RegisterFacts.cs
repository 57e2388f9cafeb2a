namespace Simulation.Checkers.Transactions.Registers;

/// <summary>
/// What a history of registers tells for certain: who wrote what, and whose write each read returned.
/// </summary>
/// <remarks>
/// A transaction of unknown outcome is present only when a committed one read its write. Leaving out the
/// others changes no verdict: take any execution that a model allows and remove such a transaction. Every
/// read still returns the same write, since none read from it; every order and snapshot restricted to the
/// rest still satisfies the model's axioms, each of which says "for all transactions"; and it never returned,
/// so that it preceded nothing in its session or in real time.
/// </remarks>
internal sealed class RegisterFacts
{
    /// <summary>The writer of a key's initial value, nil, who precedes everything.</summary>
    public const int Initial = -1;

    private readonly WriteTable _table;
    private readonly int[] _readStarts;
    private readonly List<int> _readKeys = [];
    private readonly List<int> _readWriters = [];
    private readonly List<int> _readSteps = [];
    private readonly List<AmbiguousRead> _ambiguous = [];
    private readonly List<ReadAnomaly> _anomalies = [];
    private int[] _writeStarts = [];
    private int[] _writeKeys = [];
    private int[] _writeValues = [];
    private int[] _writerStarts = [];
    private int[] _writers = [];

    /// <summary>Resolves every read of a log. Linear.</summary>
    public RegisterFacts(TransactionLog log)
    {
        Log = log;
        _table = new WriteTable(log);
        _readStarts = new int[log.Count + 1];
        IsPresent = new bool[log.Count];
        Resolve();
        Settle();
    }

    /// <summary>The transactions.</summary>
    public TransactionLog Log { get; }

    /// <summary>Which transactions took effect for certain.</summary>
    public bool[] IsPresent { get; }

    /// <summary>The reads that cannot be right, in the order of their transactions and steps.</summary>
    public IReadOnlyList<ReadAnomaly> Anomalies => _anomalies;

    /// <summary>
    /// The reads whose value several transactions wrote, with those who may have been read.
    /// </summary>
    public IReadOnlyList<AmbiguousRead> Ambiguous => _ambiguous;

    /// <summary>The keys that a transaction reads from others, step by step.</summary>
    public ReadOnlySpan<int> ReadKeysOf(int transaction) => Reads(_readKeys, transaction);

    /// <summary>Whose writes these reads returned; <see cref="Initial"/> for nobody's.</summary>
    public ReadOnlySpan<int> ReadWritersOf(int transaction) => Reads(_readWriters, transaction);

    /// <summary>The places of these reads among all steps of the transaction.</summary>
    public ReadOnlySpan<int> ReadStepsOf(int transaction) => Reads(_readSteps, transaction);

    /// <summary>The keys that a present transaction writes, ascending.</summary>
    public ReadOnlySpan<int> WriteKeysOf(int transaction) =>
        _writeKeys.AsSpan(
            _writeStarts[transaction],
            _writeStarts[transaction + 1] - _writeStarts[transaction]
        );

    /// <summary>The present transactions that write a key, ascending.</summary>
    public ReadOnlySpan<int> WritersOf(int key) =>
        _writers.AsSpan(_writerStarts[key], _writerStarts[key + 1] - _writerStarts[key]);

    /// <summary>Whether a present transaction writes a key.</summary>
    public bool Writes(int transaction, int key) => WriteKeysOf(transaction).BinarySearch(key) >= 0;

    /// <summary>
    /// The number of the last value that a present transaction writes to a key that it does write.
    /// </summary>
    public int ValueOf(int transaction, int key) =>
        _writeValues[_writeStarts[transaction] + WriteKeysOf(transaction).BinarySearch(key)];

    /// <summary>
    /// Says whose write an ambiguous read returned; call <see cref="Settle"/> after the last.
    /// </summary>
    public void Choose(in AmbiguousRead read, int candidate) =>
        _readWriters[read.Place] = read.Candidates[candidate];

    /// <summary>Finds who is present and what they write.</summary>
    public void Settle()
    {
        for (int transaction = 0; transaction < Log.Count; transaction++)
        {
            IsPresent[transaction] = Log.StatusOf(transaction) == TransactionStatus.Committed;
        }

        foreach (int writer in _readWriters)
        {
            if (writer != Initial)
            {
                IsPresent[writer] = true;
            }
        }

        CollectWrites();
        CollectWriters();
    }

    private ReadOnlySpan<int> Reads(List<int> of, int transaction) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(of)[
            _readStarts[transaction].._readStarts[transaction + 1]
        ];

    private void Resolve()
    {
        int[] ownIn = new int[Log.KeyCount];
        int[] own = new int[Log.KeyCount];
        Array.Fill(ownIn, -1);
        for (int transaction = 0; transaction < Log.Count; transaction++)
        {
            bool isCommitted = Log.StatusOf(transaction) == TransactionStatus.Committed;
            ReadOnlySpan<Step> steps = Log.StepsOf(transaction);
            for (int place = 0; place < steps.Length && isCommitted; place++)
            {
                Step step = steps[place];
                if (step.Value == Step.NotKnown)
                {
                    continue;
                }

                if (step.Kind == StepKind.Write)
                {
                    ownIn[step.Key] = transaction;
                    own[step.Key] = step.Value;
                }
                else if (ownIn[step.Key] != transaction)
                {
                    ResolveRead(transaction, step, place);
                }
                else if (own[step.Key] != step.Value)
                {
                    _anomalies.Add(
                        new ReadAnomaly(
                            ReadAnomalyKind.Internal,
                            transaction,
                            step.Key,
                            step.Value,
                            transaction,
                            own[step.Key]
                        )
                    );
                }
            }

            _readStarts[transaction + 1] = _readKeys.Count;
        }
    }

    private void ResolveRead(int reader, in Step step, int place)
    {
        int first = _table.Find(step.Key, step.Value);
        bool isNil = step.Value == 0;
        int found = isNil ? Initial : -2;
        int candidates = isNil ? 1 : 0;
        for (int index = first; index >= 0; index = _table.All[index].Next)
        {
            if (IsReadable(_table.All[index], reader))
            {
                found = candidates++ == 0 ? _table.All[index].Transaction : found;
            }
        }

        if (candidates == 0)
        {
            _anomalies.Add(AnomalyOf(reader, step, first));
            return;
        }

        if (candidates > 1)
        {
            _ambiguous.Add(new AmbiguousRead(_readKeys.Count, reader, Candidates(reader, isNil, first)));
            found = _ambiguous[^1].Candidates[0];
        }

        _readKeys.Add(step.Key);
        _readWriters.Add(found);
        _readSteps.Add(place);
    }

    private bool IsReadable(in RegisterWrite write, int reader) =>
        write.IsFinal
        && write.Transaction != reader
        && Log.StatusOf(write.Transaction) != TransactionStatus.Aborted;

    private int[] Candidates(int reader, bool isNil, int first)
    {
        SortedSet<int> candidates = [];
        if (isNil)
        {
            candidates.Add(Initial);
        }

        for (int index = first; index >= 0; index = _table.All[index].Next)
        {
            if (IsReadable(_table.All[index], reader))
            {
                candidates.Add(_table.All[index].Transaction);
            }
        }

        return [.. candidates];
    }

    private ReadAnomaly AnomalyOf(int reader, in Step step, int first)
    {
        ReadAnomalyKind kind = ReadAnomalyKind.ThinAir;
        int writer = -1;
        for (int index = first; index >= 0; index = _table.All[index].Next)
        {
            RegisterWrite write = _table.All[index];
            ReadAnomalyKind one =
                write.Transaction == reader ? ReadAnomalyKind.Future
                : Log.StatusOf(write.Transaction) == TransactionStatus.Aborted ? ReadAnomalyKind.Aborted
                : ReadAnomalyKind.Intermediate;
            if (one > kind || writer < 0)
            {
                kind = one;
                writer = write.Transaction;
            }
        }

        return new ReadAnomaly(kind, reader, step.Key, step.Value, writer, 0);
    }

    private void CollectWrites()
    {
        int[] starts = new int[Log.Count + 1];
        foreach (RegisterWrite write in _table.All)
        {
            starts[write.Transaction + 1] += IsWritten(write) ? 1 : 0;
        }

        for (int transaction = 0; transaction < Log.Count; transaction++)
        {
            starts[transaction + 1] += starts[transaction];
        }

        _writeStarts = starts;
        _writeKeys = new int[starts[^1]];
        _writeValues = new int[starts[^1]];
        // Writes come transaction by transaction, so that their places are those of their own order.
        int place = 0;
        foreach (RegisterWrite write in _table.All)
        {
            if (IsWritten(write))
            {
                _writeKeys[place] = write.Key;
                _writeValues[place++] = write.Value;
            }
        }

        for (int transaction = 0; transaction < Log.Count; transaction++)
        {
            int length = starts[transaction + 1] - starts[transaction];
            if (length > 1)
            {
                Array.Sort(_writeKeys, _writeValues, starts[transaction], length);
            }
        }
    }

    private bool IsWritten(in RegisterWrite write) => write.IsFinal && IsPresent[write.Transaction];

    private void CollectWriters()
    {
        int[] starts = new int[Log.KeyCount + 2];
        foreach (int key in _writeKeys)
        {
            starts[key + 2]++;
        }

        for (int key = 0; key <= Log.KeyCount; key++)
        {
            starts[key + 1] += starts[key];
        }

        _writers = new int[_writeKeys.Length];
        for (int transaction = 0; transaction < Log.Count; transaction++)
        {
            foreach (int key in WriteKeysOf(transaction))
            {
                _writers[starts[key + 1]++] = transaction;
            }
        }

        _writerStarts = starts;
    }
}

/// <summary>A read of a value that several transactions wrote.</summary>
/// <param name="Place">Its place among all reads.</param>
/// <param name="Reader">The transaction that read.</param>
/// <param name="Candidates">Whose write it may have returned, at least two, ascending.</param>
internal readonly record struct AmbiguousRead(int Place, int Reader, int[] Candidates);
