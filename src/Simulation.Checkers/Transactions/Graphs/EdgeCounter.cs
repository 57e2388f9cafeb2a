namespace Simulation.Checkers.Transactions.Graphs;

/// <summary>Counts the edges of each node.</summary>
internal sealed class EdgeCounter(int nodeCount) : IEdgeSink
{
    /// <summary>How many edges each node has, behind a place for the beginning of the first.</summary>
    public int[] Counts { get; } = new int[nodeCount + 1];

    /// <inheritdoc/>
    public void Add(int source, int target, EdgeKinds kind) => Counts[source + 1] += source == target ? 0 : 1;
}
