namespace Simulation.Checkers.Transactions.Graphs;

/// <summary>
/// Which nodes reach which along the edges of some kinds, 64 sources at a time, so that the memory is that of
/// one number a node however large the graph.
/// </summary>
internal sealed class Ancestry
{
    /// <summary>Sources a block.</summary>
    public const int BlockSize = 64;

    private readonly int[] _order;
    private readonly DependencyGraph _incoming;
    private readonly ulong[] _masks;

    private Ancestry(DependencyGraph graph, EdgeKinds kinds, StrongComponents components)
    {
        _incoming = graph.Reversed(kinds);
        _masks = new ulong[graph.NodeCount];
        _order = new int[graph.NodeCount];
        for (int node = 0; node < graph.NodeCount; node++)
        {
            // Components are numbered against the edges.
            _order[graph.NodeCount - 1 - components.Of[node]] = node;
        }
    }

    /// <summary>How many blocks cover all sources.</summary>
    public int BlockCount => (_masks.Length + BlockSize - 1) / BlockSize;

    /// <summary>What one block costs, in edges and nodes looked at.</summary>
    public long BlockCost => _incoming.EdgeCount + _masks.Length;

    /// <summary>Prepares a graph; null when the edges of these kinds form a cycle.</summary>
    public static Ancestry? Of(DependencyGraph graph, EdgeKinds kinds)
    {
        StrongComponents components = StrongComponents.Find(graph, kinds);
        return components.IsAcyclic ? new Ancestry(graph, kinds, components) : null;
    }

    /// <summary>
    /// For each node, which sources of a block reach it: bit i stands for source 64 times the block plus i.
    /// Each reaches itself. The result is valid until the next call.
    /// </summary>
    public ReadOnlySpan<ulong> Block(int block)
    {
        int first = block * BlockSize;
        foreach (int node in _order)
        {
            ulong mask = node - first is >= 0 and < BlockSize ? 1UL << (node - first) : 0;
            for (int edge = _incoming.StartOf(node); edge < _incoming.EndOf(node); edge++)
            {
                mask |= _masks[_incoming.Targets[edge]];
            }

            _masks[node] = mask;
        }

        return _masks;
    }

    /// <summary>A shortest path between two nodes along the edges of these kinds; empty for none.</summary>
    public static IReadOnlyList<DependencyEdge> Path(
        DependencyGraph graph,
        EdgeKinds kinds,
        int source,
        int target
    )
    {
        Dictionary<int, DependencyEdge> cameBy = new() { [source] = default };
        Queue<int> queue = new([source]);
        while (queue.TryDequeue(out int node) && !cameBy.ContainsKey(target))
        {
            for (int edge = graph.StartOf(node); edge < graph.EndOf(node); edge++)
            {
                int next = graph.Targets[edge];
                bool isNew =
                    (graph.Kinds[edge] & kinds) != 0
                    && cameBy.TryAdd(next, new DependencyEdge(node, next, graph.Kinds[edge]));
                if (isNew)
                {
                    queue.Enqueue(next);
                }
            }
        }

        List<DependencyEdge> path = [];
        for (int node = target; node != source && cameBy.TryGetValue(node, out DependencyEdge edge); )
        {
            path.Add(edge);
            node = edge.Source;
        }

        path.Reverse();
        return path;
    }
}
