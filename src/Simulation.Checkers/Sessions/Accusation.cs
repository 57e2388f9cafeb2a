namespace Simulation.Checkers.Sessions;

/// <summary>What is said to be broken, and how to tell whether fewer operations break it, too.</summary>
/// <param name="Anomaly">In kebab-case.</param>
/// <param name="Headline">In English, up to the colon.</param>
/// <param name="Guarantee">Which order of sessions a cycle is made of.</param>
/// <param name="Decide">Finds a conflict; none also when it cannot tell.</param>
/// <param name="View">The log as the model sees it.</param>
internal sealed record Accusation(
    string Anomaly,
    string Headline,
    Guarantee Guarantee,
    Func<SessionLog, SessionDecision> Decide,
    Func<SessionLog, SessionLog> View
)
{
    /// <summary>That a session guarantee is broken.</summary>
    public static Accusation Of(Guarantee guarantee)
    {
        (string anomaly, string headline) = guarantee switch
        {
            Guarantee.ReadYourWrites => ("own-write-missed", "a client missed a write of its own"),
            Guarantee.MonotonicReads => ("reads-went-back", "a client's reads went back"),
            Guarantee.MonotonicWrites => (
                "writes-out-of-order",
                "a client's writes were seen out of their order"
            ),
            Guarantee.WritesFollowReads => (
                "write-before-its-cause",
                "a write was seen without what its client had read before"
            ),
            Guarantee.Pram => (
                "session-out-of-order",
                "no order that keeps each client's own explains what one client read"
            ),
            Guarantee.CausalMemory => (
                "causal-reversal",
                "no order that keeps causality explains what one client read"
            ),
            _ => ("causal-divergence", "no one order of the writes explains all reads"),
        };
        return new Accusation(
            anomaly,
            headline,
            guarantee,
            log => SessionDecision.Of(log, guarantee),
            log => log
        );
    }
}
