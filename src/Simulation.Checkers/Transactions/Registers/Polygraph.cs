using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>An edge that is known, and since when.</summary>
/// <param name="Source">A node.</param>
/// <param name="Target">A node.</param>
/// <param name="Kind">Why; <see cref="EdgeKinds.None"/> from a transaction's begin to its commit.</param>
/// <param name="Key">The key that it is about, or -1.</param>
/// <param name="Round">0 for what the history says; else the round of pruning that forced it.</param>
/// <param name="Pair">The pair of writers that forced it, or -1.</param>
internal readonly record struct KnownEdge(
    int Source,
    int Target,
    EdgeKinds Kind,
    int Key,
    int Round,
    int Pair
);

/// <summary>Two writers of a key whose order is not told by the history.</summary>
/// <param name="Key">The key's number.</param>
/// <param name="First">A writer, by its place.</param>
/// <param name="Second">A later-invoked writer, by its place.</param>
internal readonly record struct WriterPair(int Key, int First, int Second);

/// <summary>
/// What a history says about the order of its transactions under a model, and what it leaves open: for each
/// two writers of a key, which comes first, with all that read from it.
/// </summary>
/// <remarks>Source: Papadimitriou, "The Serializability of Concurrent Database Updates", JACM 1979.</remarks>
internal sealed class Polygraph
{
    private readonly List<KnownEdge> _known = [];
    private readonly Dictionary<long, List<int>> _readers = [];
    private readonly List<(int Key, int Reader)> _initialReaders = [];
    private readonly List<int> _keys = [];
    private readonly Dictionary<int, List<int>> _writers = [];

    /// <summary>Builds the polygraph of some transactions.</summary>
    /// <param name="facts">Reads and writes.</param>
    /// <param name="model">The meaning of dependencies.</param>
    /// <param name="transactions">
    /// Those to be judged, ascending; a read of a write by another says nothing here.
    /// </param>
    public Polygraph(RegisterFacts facts, OrderModel model, IReadOnlyList<int> transactions)
    {
        Facts = facts;
        Model = model;
        Transactions = transactions;
        NodeCount = transactions.Count * (model.HasSnapshots ? 2 : 1);
        int[] places = new int[facts.Log.Count];
        Array.Fill(places, -1);
        for (int place = 0; place < transactions.Count; place++)
        {
            places[transactions[place]] = place;
        }

        AddOrder(places);
        CollectReadsAndWriters(places);
        AddInitialReads();
    }

    /// <summary>Reads and writes.</summary>
    public RegisterFacts Facts { get; }

    /// <summary>The meaning of dependencies.</summary>
    public OrderModel Model { get; }

    /// <summary>The transactions; a place is an index into them.</summary>
    public IReadOnlyList<int> Transactions { get; }

    /// <summary>How many nodes the graph has.</summary>
    public int NodeCount { get; }

    /// <summary>All edges known so far.</summary>
    public IReadOnlyList<KnownEdge> Known => _known;

    /// <summary>The keys that several write, in the order in which they were first written.</summary>
    public IReadOnlyList<int> Keys => _keys;

    /// <summary>Who reads nil from a key, for those that anyone writes.</summary>
    public IReadOnlyList<(int Key, int Reader)> InitialReaders => _initialReaders;

    /// <summary>The writers of a key, by their places, ascending.</summary>
    public IReadOnlyList<int> WritersOf(int key) =>
        _writers.TryGetValue(key, out List<int>? list) ? list : [];

    /// <summary>Who reads a key from a writer, by their places, ascending.</summary>
    public IReadOnlyList<int> ReadersOf(int key, int writer) =>
        _readers.TryGetValue(((long)key << 32) | (uint)writer, out List<int>? list) ? list : [];

    /// <summary>Whether the transaction at a place writes a key.</summary>
    public bool Writes(int place, int key) => Facts.Writes(Transactions[place], key);

    /// <summary>Adds what follows when one writer of a key comes before another.</summary>
    public void AddOption(int key, int first, int second, int round, int pair) =>
        ForEachEdge(
            key,
            first,
            second,
            (source, target, kind) => _known.Add(new KnownEdge(source, target, kind, key, round, pair))
        );

    /// <summary>Adds an edge that follows from others.</summary>
    public void AddKnown(in KnownEdge edge) => _known.Add(edge);

    /// <summary>Calls for each edge that follows when one writer of a key comes before another.</summary>
    public void ForEachEdge(int key, int first, int second, Action<int, int, EdgeKinds> take)
    {
        take(Model.CommitOf(first), Model.NextWriterOf(second), EdgeKinds.WriteWrite);
        if (!Model.HasAntiEdges)
        {
            return;
        }

        foreach (int reader in ReadersOf(key, first))
        {
            if (reader != second && (Model.Anti == AntiDependency.Ordered || Writes(reader, key)))
            {
                take(Model.BeginOf(reader), Model.CommitOf(second), EdgeKinds.ReadWrite);
            }
        }
    }

    /// <summary>The graph of all known edges.</summary>
    public DependencyGraph Graph()
    {
        GraphBuilder builder = new(NodeCount, _known.Count);
        foreach (KnownEdge edge in _known)
        {
            // What binds a transaction's begin to its commit is an order within its session.
            builder.Add(
                edge.Source,
                edge.Target,
                edge.Kind == EdgeKinds.None ? EdgeKinds.Session : edge.Kind
            );
        }

        return builder.Build();
    }

    private void AddOrder(int[] places)
    {
        if (Model.HasSnapshots)
        {
            for (int place = 0; place < Transactions.Count; place++)
            {
                _known.Add(
                    new KnownEdge(Model.BeginOf(place), Model.CommitOf(place), EdgeKinds.None, -1, 0, -1)
                );
            }
        }

        if (Model.Order == EdgeKinds.None)
        {
            return;
        }

        bool[] isPresent = Array.ConvertAll(places, place => place >= 0);
        GraphBuilder builder = new(places.Length, places.Length * 2);
        if (Model.Order == EdgeKinds.Session)
        {
            OrderEdges.AddSessions(Facts.Log, isPresent, builder);
        }
        else
        {
            OrderEdges.AddRealtime(Facts.Log, isPresent, builder);
        }

        DependencyGraph order = builder.Build();
        foreach (int transaction in Transactions)
        {
            for (int edge = order.StartOf(transaction); edge < order.EndOf(transaction); edge++)
            {
                AddKnown(places[transaction], places[order.Targets[edge]], Model.Order, -1);
            }
        }
    }

    private void AddKnown(int source, int target, EdgeKinds kind, int key) =>
        _known.Add(new KnownEdge(Model.CommitOf(source), Model.BeginOf(target), kind, key, 0, -1));

    private void CollectReadsAndWriters(int[] places)
    {
        for (int place = 0; place < Transactions.Count; place++)
        {
            int transaction = Transactions[place];
            foreach (int key in Facts.WriteKeysOf(transaction))
            {
                if (!_writers.TryGetValue(key, out List<int>? writers))
                {
                    _writers.Add(key, writers = []);
                    _keys.Add(key);
                }

                writers.Add(place);
            }

            ReadOnlySpan<int> keys = Facts.ReadKeysOf(transaction);
            ReadOnlySpan<int> readFrom = Facts.ReadWritersOf(transaction);
            for (int i = 0; i < keys.Length; i++)
            {
                if (readFrom[i] == RegisterFacts.Initial)
                {
                    _initialReaders.Add((keys[i], place));
                }
                else if (places[readFrom[i]] is var writer and >= 0)
                {
                    AddRead(keys[i], writer, place);
                }
            }
        }
    }

    private void AddRead(int key, int writer, int reader)
    {
        AddKnown(writer, reader, EdgeKinds.WriteRead, key);
        long at = ((long)key << 32) | (uint)writer;
        if (!_readers.TryGetValue(at, out List<int>? readers))
        {
            _readers.Add(at, readers = []);
        }

        if (readers.Count == 0 || readers[^1] != reader)
        {
            readers.Add(reader);
        }
    }

    /// <summary>Nil precedes every write, so that all writers follow whoever read nil.</summary>
    private void AddInitialReads()
    {
        if (!Model.HasAntiEdges)
        {
            return;
        }

        foreach ((int key, int reader) in _initialReaders)
        {
            if (Model.Anti == AntiDependency.OrdersUpdates && !Writes(reader, key))
            {
                continue;
            }

            foreach (int writer in WritersOf(key))
            {
                if (writer != reader)
                {
                    _known.Add(
                        new KnownEdge(
                            Model.BeginOf(reader),
                            Model.CommitOf(writer),
                            EdgeKinds.ReadWrite,
                            key,
                            0,
                            -1
                        )
                    );
                }
            }
        }
    }
}
