using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>
/// The order that a <see cref="VisibilityModel"/> forces: reads, sessions or real time, and between the
/// writers of a key (as <see cref="EdgeKinds.WriteWrite"/>) what their readers have seen.
/// </summary>
/// <remarks>
/// Source: Møldrup and Pavlogiannis, "AWDIT: An Optimal Weak Database Isolation Tester", PLDI 2025: of all
/// forced edges only those are made that no path of others replaces.
/// </remarks>
internal sealed class VisibilityOrder
{
    private readonly RegisterFacts _facts;
    private readonly VisibilityModel _model;
    private readonly GraphBuilder _builder;
    private readonly int[] _seenBy;
    private readonly int[] _firstRead;
    private readonly int[] _keyOf;
    private readonly int[] _firstWriter;
    private readonly int[] _secondWriter;
    private readonly List<int> _keys = [];

    private VisibilityOrder(RegisterFacts facts, VisibilityModel model)
    {
        _facts = facts;
        _model = model;
        _builder = new GraphBuilder(facts.Log.Count, facts.Log.StepCount);
        _seenBy = Stamps(facts.Log.Count);
        _firstRead = new int[facts.Log.Count];
        _keyOf = Stamps(facts.Log.KeyCount);
        _firstWriter = new int[facts.Log.KeyCount];
        _secondWriter = new int[facts.Log.KeyCount];
    }

    /// <summary>
    /// A read of a key's initial value by a transaction that must have seen a write of the key; null for
    /// none.
    /// </summary>
    public StaleInitialRead? Stale { get; private set; }

    /// <summary>The order; meaningless when there is a <see cref="Stale"/> read.</summary>
    public DependencyGraph Graph { get; private set; } = new([0], [], []);

    /// <summary>Whether a budget ran out before all edges were found.</summary>
    public bool IsIncomplete { get; private set; }

    /// <summary>Finds the order.</summary>
    /// <param name="facts">Reads and writes.</param>
    /// <param name="model">The rule.</param>
    /// <param name="stepsMax">The most work that causal visibility without sessions may take.</param>
    public static VisibilityOrder Of(RegisterFacts facts, VisibilityModel model, long stepsMax)
    {
        VisibilityOrder order = new(facts, model);
        order.AddReads();
        order.AddOrder();
        switch (model.Visibility)
        {
            case Visibility.None:
                break;
            case Visibility.EarlierReads:
                order.AddEarlierReads();
                break;
            case Visibility.Direct:
                order.AddDirect();
                break;
            case Visibility.Causal:
                order.AddCausal(stepsMax);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(model), model.Visibility, "no such visibility");
        }

        if (model.Visibility != Visibility.Causal)
        {
            order.Graph = order._builder.Build();
        }

        return order;
    }

    private static int[] Stamps(int count)
    {
        int[] stamps = new int[count];
        Array.Fill(stamps, -1);
        return stamps;
    }

    private void AddReads()
    {
        for (int reader = 0; reader < _facts.Log.Count; reader++)
        {
            int previous = RegisterFacts.Initial;
            foreach (int writer in _facts.ReadWritersOf(reader))
            {
                if (writer != RegisterFacts.Initial && writer != previous)
                {
                    _builder.Add(writer, reader, EdgeKinds.WriteRead);
                }

                previous = writer;
            }
        }
    }

    private void AddOrder()
    {
        if (_model.Order == EdgeKinds.Session)
        {
            OrderEdges.AddSessions(_facts.Log, _facts.IsPresent, _builder);
        }
        else if (_model.Order == EdgeKinds.Realtime)
        {
            OrderEdges.AddRealtime(_facts.Log, _facts.IsPresent, _builder);
        }
    }

    /// <summary>
    /// Walks each transaction's reads backwards and keeps for every key the two earliest writers read after
    /// the present place: an edge to the earlier of them leads on to the later, by the same rule.
    /// </summary>
    private void AddEarlierReads()
    {
        for (int reader = 0; reader < _facts.Log.Count; reader++)
        {
            ReadOnlySpan<int> keys = _facts.ReadKeysOf(reader);
            ReadOnlySpan<int> writers = _facts.ReadWritersOf(reader);
            if (keys.Length < 2)
            {
                continue;
            }

            _keys.Clear();
            for (int i = 0; i < keys.Length; i++)
            {
                if (writers[i] != RegisterFacts.Initial && _seenBy[writers[i]] != reader)
                {
                    _seenBy[writers[i]] = reader;
                    _firstRead[writers[i]] = i;
                }
            }

            for (int i = keys.Length - 1; i >= 0; i--)
            {
                if (writers[i] != RegisterFacts.Initial && _firstRead[writers[i]] == i)
                {
                    OrderBefore(writers[i], reader);
                }

                Remember(reader, keys[i], writers[i]);
            }
        }
    }

    private void AddDirect()
    {
        SessionWriters sessions = new(_facts);
        for (int reader = 0; reader < _facts.Log.Count; reader++)
        {
            ReadOnlySpan<int> keys = _facts.ReadKeysOf(reader);
            ReadOnlySpan<int> writers = _facts.ReadWritersOf(reader);
            _keys.Clear();
            for (int i = keys.Length - 1; i >= 0; i--)
            {
                Remember(reader, keys[i], writers[i]);
            }

            foreach (int writer in writers)
            {
                if (writer != RegisterFacts.Initial && _seenBy[writer] != reader)
                {
                    _seenBy[writer] = reader;
                    OrderBefore(writer, reader);
                }
            }

            if (_model.Order == EdgeKinds.Session && _facts.IsPresent[reader])
            {
                foreach (int key in _keys)
                {
                    if (sessions.LastBefore(reader, key) is var last and >= 0)
                    {
                        OrderBefore(last, reader, key);
                    }
                }

                sessions.Add(reader);
            }
        }
    }

    private void AddCausal(long stepsMax)
    {
        DependencyGraph known = _builder.Build();
        StrongComponents components = StrongComponents.Find(known, (EdgeKinds)byte.MaxValue);
        Graph = known;
        if (!components.IsAcyclic)
        {
            return;
        }

        CausalPast past = new(_facts, known, components, _model.Order == EdgeKinds.Session);
        IsIncomplete = !past.ForEachSeen(AddSeen, stepsMax);
        Graph = _builder.Build();
    }

    private void AddSeen(int writer, int reader, int key, int readFrom)
    {
        if (writer == readFrom)
        {
            return;
        }

        if (readFrom == RegisterFacts.Initial)
        {
            Stale ??= new StaleInitialRead(writer, reader, key);
        }
        else
        {
            _builder.Add(writer, readFrom, EdgeKinds.WriteWrite);
        }
    }

    private void Remember(int reader, int key, int writer)
    {
        if (_keyOf[key] != reader)
        {
            _keyOf[key] = reader;
            _firstWriter[key] = writer;
            _secondWriter[key] = writer;
            _keys.Add(key);
        }
        else if (_firstWriter[key] != writer)
        {
            _secondWriter[key] = _firstWriter[key];
            _firstWriter[key] = writer;
        }
    }

    /// <summary>
    /// Orders a visible transaction before those whose writes the remembered reads returned; walks the
    /// smaller of its keys and theirs.
    /// </summary>
    private void OrderBefore(int visible, int reader)
    {
        ReadOnlySpan<int> written = _facts.WriteKeysOf(visible);
        if (written.Length <= _keys.Count)
        {
            foreach (int key in written)
            {
                if (_keyOf[key] == reader)
                {
                    OrderBefore(visible, reader, key);
                }
            }
        }
        else
        {
            foreach (int key in _keys)
            {
                if (written.BinarySearch(key) >= 0)
                {
                    OrderBefore(visible, reader, key);
                }
            }
        }
    }

    private void OrderBefore(int visible, int reader, int key)
    {
        AddSeen(visible, reader, key, _firstWriter[key]);
        if (_secondWriter[key] != _firstWriter[key])
        {
            AddSeen(visible, reader, key, _secondWriter[key]);
        }
    }
}

/// <summary>A read of nil by a transaction to which a write of that key was visible.</summary>
/// <param name="Writer">Who wrote.</param>
/// <param name="Reader">Who read nil.</param>
/// <param name="Key">The key's number.</param>
internal readonly record struct StaleInitialRead(int Writer, int Reader, int Key);
