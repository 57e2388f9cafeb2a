namespace Simulation.Checkers.Transactions.Registers;

/// <summary>
/// Collects the transactions by which a contradiction was shown: those on its cycles, and those that forced
/// the edges of these cycles, back to what the history says. They alone contradict the model, too.
/// </summary>
internal sealed class Suspicion(Polygraph polygraph, Pruning pruning)
{
    private readonly SortedSet<int> _places = [];
    private readonly SortedSet<int> _explained = [];
    private readonly Dictionary<long, int> _edges = IndexEdges(polygraph);
    private readonly LabelledGraph _graph = ByRounds(polygraph);

    /// <summary>The transactions by their numbers, ascending.</summary>
    public IReadOnlyList<int> Transactions => [.. _places.Select(place => polygraph.Transactions[place])];

    /// <summary>Collects for a contradiction that pruning met.</summary>
    public static Suspicion Of(Polygraph polygraph, Pruning pruning)
    {
        Suspicion suspicion = new(polygraph, pruning);
        if (pruning.Contradiction is not { } pair)
        {
            suspicion.AddKnownCycle();
        }
        else if (pruning.IsWayBack)
        {
            suspicion.AddWayBack(pair);
        }
        else
        {
            suspicion.AddRefutation(pair.Key, pair.First, pair.Second, int.MaxValue);
            suspicion.AddRefutation(pair.Key, pair.Second, pair.First, int.MaxValue);
        }

        return suspicion;
    }

    /// <summary>Adds the nodes of a cycle or path that a search met.</summary>
    public void AddPath(IReadOnlyList<int> nodes)
    {
        for (int i = 0; i < nodes.Count; i++)
        {
            _places.Add(polygraph.Model.PlaceOf(nodes[i]));
            if (i > 0)
            {
                AddReasonOf(nodes[i - 1], nodes[i]);
            }
        }
    }

    /// <summary>Adds the nodes of a cycle that a search met.</summary>
    public void AddCycle(IReadOnlyList<int> nodes, IReadOnlyList<int> labels) => AddPath(nodes);

    private static Dictionary<long, int> IndexEdges(Polygraph polygraph)
    {
        Dictionary<long, int> edges = new(polygraph.Known.Count);
        for (int i = 0; i < polygraph.Known.Count; i++)
        {
            edges.TryAdd(Pair(polygraph.Known[i].Source, polygraph.Known[i].Target), i);
        }

        return edges;
    }

    private static long Pair(int source, int target) => ((long)source << 32) | (uint)target;

    private void AddKnownCycle()
    {
        foreach (KnownEdge edge in polygraph.Known)
        {
            bool isInside =
                pruning.Components!.Of[edge.Source] == pruning.Components.Of[edge.Target]
                && edge.Source != edge.Target;
            if (isInside)
            {
                AddPath(_graph.Path(edge.Source, edge.Source).Nodes);
                return;
            }
        }
    }

    private void AddWayBack(WriterPair pair)
    {
        AddPath(_graph.Path(pair.First, pair.Second).Nodes);
        int reader = pair.Second;
        foreach (int writer in polygraph.WritersOf(pair.Key))
        {
            if (polygraph.ReadersOf(pair.Key, writer).Contains(reader))
            {
                _places.Add(writer);
                if (_graph.Find(writer, pair.First) is { } path)
                {
                    AddPath(path.Nodes);
                }
            }
        }
    }

    /// <summary>Adds why a known edge is known.</summary>
    private void AddReasonOf(int source, int target)
    {
        if (!_edges.TryGetValue(Pair(source, target), out int index))
        {
            return;
        }

        KnownEdge edge = polygraph.Known[index];
        if (edge.Key >= 0)
        {
            AddWriterRead(edge.Key, polygraph.Model.PlaceOf(source));
        }

        if (edge.Pair >= 0 && _explained.Add(edge.Pair))
        {
            WriterPair forced = pruning.Forced[edge.Pair];
            AddRefutation(forced.Key, forced.Second, forced.First, edge.Round);
        }
    }

    /// <summary>
    /// A reader misses a writer only because it read from another: that one is part of the reason.
    /// </summary>
    private void AddWriterRead(int key, int reader)
    {
        foreach (int writer in polygraph.WritersOf(key))
        {
            if (polygraph.ReadersOf(key, writer).Contains(reader))
            {
                _places.Add(writer);
            }
        }
    }

    /// <summary>
    /// Adds a way in which one order of two writers closes a cycle with what was known by a round.
    /// </summary>
    private void AddRefutation(int key, int first, int second, int round)
    {
        _places.Add(first);
        _places.Add(second);
        OrderModel model = polygraph.Model;
        (List<int> Nodes, List<int> Labels)? best =
            _graph.Find(model.NextWriterOf(second), model.CommitOf(first), round)
            ?? _graph.Find(model.CommitOf(second), model.CommitOf(first), round);
        foreach (int reader in polygraph.ReadersOf(key, first))
        {
            if (reader == second || best is not null)
            {
                continue;
            }

            bool counts = model.Anti switch
            {
                AntiDependency.OrdersUpdates => polygraph.Writes(reader, key),
                _ => true,
            };
            best = counts ? _graph.Find(model.CommitOf(second), model.BeginOf(reader), round) : null;
            if (best is not null)
            {
                _places.Add(reader);
            }
        }

        if (best is { } path)
        {
            AddPath(path.Nodes);
        }
    }

    private static LabelledGraph ByRounds(Polygraph polygraph)
    {
        LabelledGraph graph = new(polygraph.NodeCount);
        foreach (KnownEdge edge in polygraph.Known)
        {
            graph.Add(edge.Source, edge.Target, edge.Round);
        }

        return graph;
    }
}
