namespace Simulation.Checkers.Transactions.Lists;

/// <summary>
/// The order in which the versions of each list came about, as its longest read shows it: every append is a
/// version, and a list holds all versions up to the one that was read. Where reads disagree, some returned
/// what was never installed; the order of the longest is then as good as any, and Elle's choice, too.
/// </summary>
/// <remarks>
/// Source: Kingsbury and Alvaro, "Elle: Inferring Isolation Anomalies from Experimental Observations", VLDB
/// 2020, section 4.2 (traceability). Linear in steps and elements.
/// </remarks>
internal sealed class VersionOrders
{
    private readonly TransactionLog _log;
    private readonly bool[] _isPresent;
    private readonly Step[] _longest;
    private readonly AppendTable _appends;
    private readonly int[] _orderStarts;
    private readonly int[] _writers;
    private readonly bool[] _isFinal;
    private readonly int[] _ranks;
    private readonly int[] _firstFaults;
    private readonly int[] _tailStarts;
    private readonly List<int> _tail = [];
    private Dictionary<(int Key, int Value), int>? _appenders;

    private VersionOrders(TransactionLog log)
    {
        _log = log;
        _isPresent = new bool[log.Count];
        _longest = LongestReads(log);
        _appends = new AppendTable(log);
        _orderStarts = new int[log.KeyCount + 1];
        for (int key = 0; key < log.KeyCount; key++)
        {
            _orderStarts[key + 1] = _orderStarts[key] + _longest[key].Count;
        }

        _writers = new int[_orderStarts[^1]];
        _isFinal = new bool[_orderStarts[^1]];
        _ranks = new int[_orderStarts[^1]];
        _firstFaults = new int[log.KeyCount];
        _tailStarts = new int[log.KeyCount + 1];
        FindWriters();
        MarkPresent();
        for (int key = 0; key < log.KeyCount; key++)
        {
            RankWriters(key);
            FindTail(key);
            _tailStarts[key + 1] = _tail.Count;
        }
    }

    /// <summary>
    /// An append of a value that the same list got before: what reads of it mean cannot be told; null when
    /// every append can be told from the others.
    /// </summary>
    public (int Key, int Value, int First, int Second)? Repeated { get; private set; }

    /// <summary>
    /// Which transactions belong to the history: those that committed, and those of unknown status whose
    /// effects somebody saw. The others may be taken never to have happened.
    /// </summary>
    public ReadOnlySpan<bool> IsPresent => _isPresent;

    /// <summary>The appends of all transactions, key by key.</summary>
    public AppendTable Appends => _appends;

    /// <summary>Infers the orders of all keys.</summary>
    public static VersionOrders Infer(TransactionLog log) => new(log);

    /// <summary>The longest read of a list.</summary>
    public ReadOnlySpan<int> ElementsOf(int key) => _log.ElementsOf(_longest[key]);

    /// <summary>Who appended each element of the longest read; -1 for nobody.</summary>
    public ReadOnlySpan<int> WritersOf(int key) =>
        _writers.AsSpan(_orderStarts[key], _orderStarts[key + 1] - _orderStarts[key]);

    /// <summary>
    /// The rank of the version that ends with an element: how many changes of writer led to it, not counting
    /// those who are not present. The empty list has rank 0.
    /// </summary>
    public int RankAt(int key, int length) => length == 0 ? 0 : _ranks[_orderStarts[key] + length - 1];

    /// <summary>Whether an element is the last that its writer appended to the key.</summary>
    public bool IsFinalAt(int key, int place) => _isFinal[_orderStarts[key] + place];

    /// <summary>
    /// The first element of the longest read that is repeated, that nobody appended, or whose writer aborted;
    /// <see cref="int.MaxValue"/> for none.
    /// </summary>
    public int FirstFaultOf(int key) => _firstFaults[key];

    /// <summary>
    /// The present transactions with appends to the key that nobody read, ascending: they follow the longest
    /// read, in an order that is not known.
    /// </summary>
    public ReadOnlySpan<int> TailOf(int key) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_tail)[
            _tailStarts[key].._tailStarts[key + 1]
        ];

    /// <summary>Who appended a value to a key, or -1 for nobody.</summary>
    public int AppenderOf(int key, int value)
    {
        _appenders ??= _appends.ByValue();
        return _appenders.GetValueOrDefault((key, value), -1);
    }

    private static Step[] LongestReads(TransactionLog log)
    {
        Step[] longest = new Step[log.KeyCount];
        for (int transaction = 0; transaction < log.Count; transaction++)
        {
            foreach (Step step in log.StepsOf(transaction))
            {
                if (step.Kind == StepKind.ReadList && step.Count > longest[step.Key].Count)
                {
                    longest[step.Key] = step;
                }
            }
        }

        return longest;
    }

    private void FindWriters()
    {
        Array.Fill(_writers, -1);
        Array.Fill(_firstFaults, int.MaxValue);
        int[] placeOfValue = new int[_log.ValueCount];
        int[] keyOfPlace = new int[_log.ValueCount];
        int[] keyOfAppend = new int[_log.ValueCount];
        for (int key = 0; key < _log.KeyCount; key++)
        {
            ReadOnlySpan<int> elements = ElementsOf(key);
            for (int place = 0; place < elements.Length; place++)
            {
                int value = elements[place];
                if (keyOfPlace[value] == key + 1)
                {
                    AddFault(key, place);
                    continue;
                }

                keyOfPlace[value] = key + 1;
                placeOfValue[value] = place;
            }

            foreach (ref Append append in _appends.Of(key))
            {
                if (keyOfAppend[append.Value] == key + 1 && Repeated is null)
                {
                    Repeated = (key, append.Value, AppenderOf(key, append.Value), append.Transaction);
                }

                keyOfAppend[append.Value] = key + 1;
                append.Place = keyOfPlace[append.Value] == key + 1 ? placeOfValue[append.Value] : -1;
                if (append.Place >= 0)
                {
                    _writers[_orderStarts[key] + append.Place] = append.Transaction;
                    _isFinal[_orderStarts[key] + append.Place] = append.IsFinal;
                }
            }
        }
    }

    private void MarkPresent()
    {
        for (int transaction = 0; transaction < _log.Count; transaction++)
        {
            _isPresent[transaction] = _log.StatusOf(transaction) == TransactionStatus.Committed;
        }

        foreach (int writer in _writers)
        {
            See(writer);
        }

        for (int transaction = 0; transaction < _log.Count; transaction++)
        {
            foreach (Step step in _log.StepsOf(transaction))
            {
                if (step.Kind != StepKind.ReadList)
                {
                    continue;
                }

                ReadOnlySpan<int> elements = _log.ElementsOf(step);
                if (!ElementsOf(step.Key).StartsWith(elements))
                {
                    foreach (int value in elements)
                    {
                        See(AppenderOf(step.Key, value));
                    }
                }
            }
        }
    }

    private void See(int writer)
    {
        if (writer >= 0 && _log.StatusOf(writer) == TransactionStatus.Unknown)
        {
            _isPresent[writer] = true;
        }
    }

    private void RankWriters(int key)
    {
        ReadOnlySpan<int> writers = WritersOf(key);
        int rank = 0;
        int last = -1;
        for (int place = 0; place < writers.Length; place++)
        {
            int writer = writers[place];
            if (writer < 0 || !_isPresent[writer])
            {
                AddFault(key, place);
            }
            else if (writer != last)
            {
                rank++;
                last = writer;
            }

            _ranks[_orderStarts[key] + place] = rank;
        }
    }

    private void FindTail(int key)
    {
        int last = -1;
        foreach (Append append in _appends.Of(key))
        {
            if (append.Place < 0 && append.Transaction != last && _isPresent[append.Transaction])
            {
                last = append.Transaction;
                _tail.Add(last);
            }
        }
    }

    private void AddFault(int key, int place) => _firstFaults[key] = Math.Min(_firstFaults[key], place);
}
