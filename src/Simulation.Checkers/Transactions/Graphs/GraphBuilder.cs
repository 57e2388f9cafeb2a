namespace Simulation.Checkers.Transactions.Graphs;

/// <summary>Collects edges and sorts them by their sources.</summary>
/// <param name="nodeCount">The nodes are 0 to this - 1.</param>
/// <param name="capacity">The edges expected; more may come.</param>
internal sealed class GraphBuilder(int nodeCount, int capacity = 16) : IEdgeSink
{
    private int[] _sources = new int[Math.Max(capacity, 16)];
    private int[] _targets = new int[Math.Max(capacity, 16)];
    private EdgeKinds[] _kinds = new EdgeKinds[Math.Max(capacity, 16)];

    /// <summary>How many edges there are.</summary>
    public int Count { get; private set; }

    /// <inheritdoc/>
    public void Add(int source, int target, EdgeKinds kind)
    {
        if (source == target)
        {
            return;
        }

        if (Count == _sources.Length)
        {
            Array.Resize(ref _sources, Count + (Count / 2));
            Array.Resize(ref _targets, Count + (Count / 2));
            Array.Resize(ref _kinds, Count + (Count / 2));
        }

        _sources[Count] = source;
        _targets[Count] = target;
        _kinds[Count++] = kind;
    }

    /// <summary>The graph of all edges added; a node's edges keep the order in which they came.</summary>
    public DependencyGraph Build() =>
        DependencyGraph.Draw(
            nodeCount,
            edges =>
            {
                for (int i = 0; i < Count; i++)
                {
                    edges.Add(_sources[i], _targets[i], _kinds[i]);
                }
            }
        );
}
