namespace Simulation.Checkers.Transactions.Graphs;

/// <summary>Takes the edges of a graph, one after the other.</summary>
internal interface IEdgeSink
{
    /// <summary>
    /// Adds an edge of a single kind; one from a node to itself says nothing and is left out.
    /// </summary>
    void Add(int source, int target, EdgeKinds kind);
}
