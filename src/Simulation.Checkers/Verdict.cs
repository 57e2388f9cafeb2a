using Simulation.Histories;

namespace Simulation.Checkers;

/// <summary>What a checker says about a history.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>The history satisfies the model.</summary>
    public sealed record Holds : Verdict;

    /// <summary>
    /// The checker cannot tell: its budget ran out, it does not understand the history, or it failed.
    /// </summary>
    /// <param name="Reason">Why, and how far it got, in one sentence.</param>
    public sealed record Undecided(string Reason) : Verdict;

    /// <summary>The history breaks the model.</summary>
    /// <param name="Anomaly">The kind of violation, in kebab-case: <c>stale-read</c>.</param>
    /// <param name="Because">The violation retold in English.</param>
    /// <param name="Operations">
    /// The operations that show it, as few as were found, in the order of invocation; with the real-time
    /// order between them they alone break the model.
    /// </param>
    public sealed record Violated(string Anomaly, string Because, IReadOnlyList<Operation> Operations)
        : Verdict
    {
        /// <summary>
        /// The cycle of a violated order, each edge ending where the next begins; empty where no cycle shows it.
        /// </summary>
        public IReadOnlyList<OrderEdge> Edges { get; init; } = [];
    }
}

/// <summary>That one operation comes before another, and why.</summary>
/// <param name="Source">The index of the earlier operation.</param>
/// <param name="Target">The index of the later one.</param>
/// <param name="Kind">Such as <c>ww</c>, <c>wr</c>, <c>rw</c>, <c>session</c>, <c>realtime</c>.</param>
/// <param name="Because">The reason in words, after "because".</param>
public sealed record OrderEdge(int Source, int Target, string Kind, string Because);
