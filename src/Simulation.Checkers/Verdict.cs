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
        : Verdict;
}
