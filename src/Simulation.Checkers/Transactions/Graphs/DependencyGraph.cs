namespace Simulation.Checkers.Transactions.Graphs;

/// <summary>
/// An immutable graph over dense node numbers with a kind on every edge; the edges of a node lie together, in
/// the order in which they were added. Parallel edges of different kinds are kept.
/// </summary>
internal sealed class DependencyGraph
{
    private readonly int[] _starts;
    private readonly int[] _targets;
    private readonly EdgeKinds[] _kinds;

    /// <summary>Takes over arrays in compressed sparse row form.</summary>
    /// <param name="starts">Where each node's edges begin, and one more for the end of the last.</param>
    /// <param name="targets">The targets of the edges.</param>
    /// <param name="kinds">One kind an edge.</param>
    public DependencyGraph(int[] starts, int[] targets, EdgeKinds[] kinds)
    {
        _starts = starts;
        _targets = targets;
        _kinds = kinds;
    }

    /// <summary>
    /// Draws a graph whose edges are told twice, so that no list of them is ever in memory beside it.
    /// </summary>
    /// <param name="nodeCount">The nodes are 0 to this - 1.</param>
    /// <param name="draw">Adds all edges, each time the same ones in the same order.</param>
    public static DependencyGraph Draw(int nodeCount, Action<IEdgeSink> draw)
    {
        EdgeCounter counter = new(nodeCount);
        draw(counter);
        EdgePlacer placer = new(counter);
        draw(placer);
        return placer.Graph;
    }

    /// <summary>How many nodes there are.</summary>
    public int NodeCount => _starts.Length - 1;

    /// <summary>How many edges there are.</summary>
    public int EdgeCount => _starts[^1];

    /// <summary>Where the edges of a node begin, as an index into <see cref="Targets"/>.</summary>
    public int StartOf(int node) => _starts[node];

    /// <summary>Where the edges of a node end.</summary>
    public int EndOf(int node) => _starts[node + 1];

    /// <summary>The targets of all edges, node by node.</summary>
    public ReadOnlySpan<int> Targets => _targets.AsSpan(0, EdgeCount);

    /// <summary>The kinds of all edges, node by node; each is a single flag.</summary>
    public ReadOnlySpan<EdgeKinds> Kinds => _kinds.AsSpan(0, EdgeCount);

    /// <summary>The same nodes with only the edges of some kinds, and each of them reversed.</summary>
    public DependencyGraph Reversed(EdgeKinds kinds) => Draw(NodeCount, edges => AddReversed(kinds, edges));

    /// <summary>The same nodes and edges, and more edges behind the others of their sources.</summary>
    public DependencyGraph With(IReadOnlyList<DependencyEdge> more) =>
        Draw(
            NodeCount,
            edges =>
            {
                AddTo(edges);
                foreach (DependencyEdge edge in more)
                {
                    edges.Add(edge.Source, edge.Target, edge.Kind);
                }
            }
        );

    private void AddTo(IEdgeSink edges)
    {
        for (int source = 0; source < NodeCount; source++)
        {
            for (int edge = _starts[source]; edge < _starts[source + 1]; edge++)
            {
                edges.Add(source, _targets[edge], _kinds[edge]);
            }
        }
    }

    private void AddReversed(EdgeKinds kinds, IEdgeSink edges)
    {
        for (int source = 0; source < NodeCount; source++)
        {
            for (int edge = _starts[source]; edge < _starts[source + 1]; edge++)
            {
                if ((_kinds[edge] & kinds) != 0)
                {
                    edges.Add(_targets[edge], source, _kinds[edge]);
                }
            }
        }
    }
}
