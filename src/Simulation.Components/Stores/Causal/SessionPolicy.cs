namespace Simulation.Components.Stores.Causal;

/// <summary>What a session is promised about its own operations, whichever replicas it turns to.</summary>
public enum SessionGuarantee
{
    /// <summary>Its reads show its earlier writes.</summary>
    ReadYourWrites,

    /// <summary>Its reads never show an older state than its earlier ones.</summary>
    MonotonicReads,

    /// <summary>Everyone sees its writes in its order.</summary>
    MonotonicWrites,

    /// <summary>Whoever sees its write sees what it had read before.</summary>
    WritesFollowReads,
}

/// <summary>
/// What the guarantees demand of a replica, as sets of writes that must be visible there first. All four
/// together give causal consistency.
/// </summary>
/// <remarks>Source: Terry et al., "Session Guarantees for Weakly Consistent Replicated Data", PDIS 1994,
/// table 1 and section 5; Brzezinski, Sobaniec, Wawrzyniak, "From Session Causality to Causal Consistency",
/// PDP 2004.</remarks>
/// <param name="size">How many replicas there are.</param>
/// <param name="guarantees">Which are given.</param>
public sealed class SessionPolicy(int size, IReadOnlyList<SessionGuarantee> guarantees)
{
    private readonly VersionVector _nothing = VersionVector.Empty(size);

    /// <summary>What must be visible before a session may read.</summary>
    public VersionVector BeforeRead(VectorToken? token) =>
        Demand(token, SessionGuarantee.ReadYourWrites, SessionGuarantee.MonotonicReads);

    /// <summary>What must be visible before a session may write, and everywhere before its write
    /// is.</summary>
    public VersionVector BeforeWrite(VectorToken? token) =>
        Demand(token, SessionGuarantee.MonotonicWrites, SessionGuarantee.WritesFollowReads);

    /// <summary>The session after a read at a replica where so much was visible.</summary>
    public VectorToken AfterRead(VectorToken? token, VersionVector visible) =>
        new(visible.Union(token?.Read ?? _nothing), token?.Written ?? _nothing);

    /// <summary>The session after a write.</summary>
    public VectorToken AfterWrite(VectorToken? token, int origin, long count) =>
        new(token?.Read ?? _nothing, (token?.Written ?? _nothing).With(origin, count));

    private VersionVector Demand(VectorToken? token, SessionGuarantee onWritten, SessionGuarantee onRead)
    {
        VersionVector demand = _nothing;
        if (token is not null && guarantees.Contains(onWritten))
        {
            demand = demand.Union(token.Written);
        }

        if (token is not null && guarantees.Contains(onRead))
        {
            demand = demand.Union(token.Read);
        }

        return demand;
    }
}
