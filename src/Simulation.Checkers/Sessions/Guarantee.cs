namespace Simulation.Checkers.Sessions;

/// <summary>
/// What each client's view must keep. A view is an order of all writes and the client's own reads in which
/// each read returns the last write before it; a guarantee says which orders the view must respect.
/// </summary>
/// <remarks>
/// Sources: Terry et al., "Session guarantees for weakly consistent replicated data", PDIS 1994; Ahamad et
/// al., "Causal memory", Distributed Computing 1995.
/// </remarks>
internal enum Guarantee
{
    /// <summary>The client's own writes before its later reads.</summary>
    ReadYourWrites,

    /// <summary>The client's reads in its own order.</summary>
    MonotonicReads,

    /// <summary>Monotonic reads, and every client's writes in that client's order.</summary>
    MonotonicWrites,

    /// <summary>Monotonic reads, and every write after all that its client had read before it.</summary>
    WritesFollowReads,

    /// <summary>Every client's writes in order, and all that the client itself did in order.</summary>
    Pram,

    /// <summary>Everything after all that it may depend on, by way of sessions and reads.</summary>
    CausalMemory,

    /// <summary>
    /// As causal memory, but reads need not fit one view: one order of all writes, the same for everyone,
    /// decides between the writes that a read may depend on.
    /// </summary>
    CausalConvergence,
}

/// <summary>Which step comes before which by a guarantee alone.</summary>
internal static class GuaranteeOrder
{
    /// <summary>
    /// The steps that come directly before one in the view of a session, its source aside; each <see
    /// cref="SessionLog.None"/> where there is none.
    /// </summary>
    public static (int First, int Second) Before(
        this Guarantee guarantee,
        SessionLog log,
        int step,
        int session
    )
    {
        bool isOwn = log.Sessions[step] == session;
        bool isWrite = log.IsWrite(step);
        return guarantee switch
        {
            Guarantee.MonotonicReads => (isWrite ? SessionLog.None : log.ReadBefore[step], SessionLog.None),
            Guarantee.ReadYourWrites => (isWrite ? SessionLog.None : log.WriteBefore[step], SessionLog.None),
            Guarantee.MonotonicWrites => (
                isWrite ? log.WriteBefore[step] : log.ReadBefore[step],
                SessionLog.None
            ),
            Guarantee.WritesFollowReads => (log.ReadBefore[step], SessionLog.None),
            Guarantee.Pram => (isOwn ? log.Before[step] : log.WriteBefore[step], SessionLog.None),
            _ => (log.Before[step], log.IsFused(step) ? step - 1 : SessionLog.None),
        };
    }

    /// <summary>Whether other clients' reads carry dependencies into a view.</summary>
    public static bool IsCarriedByReads(this Guarantee guarantee) =>
        guarantee is Guarantee.WritesFollowReads or Guarantee.CausalMemory or Guarantee.CausalConvergence;
}
