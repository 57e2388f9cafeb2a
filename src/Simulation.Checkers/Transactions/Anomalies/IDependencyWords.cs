using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Anomalies;

/// <summary>Says why one transaction depends on another, in the words of what they did.</summary>
internal interface IDependencyWords
{
    /// <summary>
    /// The reason for a dependency, to stand after "because"; never asked for sessions or real time.
    /// </summary>
    string Because(DependencyEdge edge);
}
