namespace Simulation.Checkers;

/// <summary>The models of operations on single objects, strongest first.</summary>
internal static class OperationModels
{
    /// <summary>The rows of <see cref="ConsistencyModels.All"/> about operations.</summary>
    public static IReadOnlyList<ConsistencyModel> All { get; } =
    [
        new(
            "linearizable",
            ["linearizability", "atomic"],
            "each operation takes effect at one instant between its invocation and its return",
            ["sequential", "bounded-staleness"],
            "Herlihy and Wing, TOPLAS 1990",
            ModelScope.Operations,
            "linearizability"
        ),
        new(
            "sequential",
            ["sequential-consistency"],
            "one order of all operations explains every result and keeps each client's own order",
            ["causal", "causal-convergence", "consistent-prefix"],
            "Lamport, IEEE ToC 1979",
            ModelScope.Operations,
            "sequential"
        ),
        new(
            "causal",
            ["causal-memory"],
            "each client sees all writes in some order that keeps causality and explains its reads",
            ["pram", "session"],
            "Ahamad et al., Distributed Computing 1995",
            ModelScope.Operations,
            "sessions"
        ),
        new(
            "causal-convergence",
            ["causal+", "causal-plus", "convergent-causal", "CCv"],
            "causality, and one order of the writes, the same for all, decides between concurrent ones",
            ["read-your-writes", "monotonic-reads"],
            "Lloyd et al., SOSP 2011; Bouajjani et al., POPL 2017, section 3",
            ModelScope.Operations,
            "sessions"
        ),
        new(
            "pram",
            ["fifo"],
            "each client sees all writes in some order that keeps every client's own",
            ["read-your-writes", "monotonic-writes"],
            "Lipton and Sandberg, 1988",
            ModelScope.Operations,
            "sessions"
        ),
        new(
            "consistent-prefix",
            ["prefix-reads"],
            "each client reads ever longer prefixes of one log of all writes, in each writer's order",
            ["monotonic-writes"],
            "Terry, CACM 2013, section 2, with monotonic reads",
            ModelScope.Operations,
            "sequential"
        ),
        new(
            "session",
            ["session-guarantees"],
            "all four session guarantees, each by itself",
            ["read-your-writes", "monotonic-writes", "writes-follow-reads"],
            "Terry et al., PDIS 1994",
            ModelScope.Operations,
            "sessions"
        ),
        new(
            "writes-follow-reads",
            ["writes-follow-reads-mr", "session-causality"],
            "monotonic reads, and whoever sees a write sees what its client had read before",
            ["monotonic-reads"],
            "Terry et al., PDIS 1994",
            ModelScope.Operations,
            "sessions"
        ),
        new(
            "monotonic-writes",
            ["monotonic-writes-mr"],
            "monotonic reads, and whoever sees a client's write sees its earlier ones",
            ["monotonic-reads"],
            "Terry et al., PDIS 1994",
            ModelScope.Operations,
            "sessions"
        ),
        new(
            "monotonic-reads",
            [],
            "a client never sees an older state than before",
            [],
            "Terry et al., PDIS 1994",
            ModelScope.Operations,
            "sessions"
        ),
        new(
            "read-your-writes",
            [],
            "a client sees its own earlier writes",
            [],
            "Terry et al., PDIS 1994",
            ModelScope.Operations,
            "sessions"
        ),
        new(
            "bounded-staleness",
            ["k-atomicity", "delta-atomicity"],
            "reads are at most so many versions and so much time behind",
            [],
            "Aiyer, Alvisi and Bazzi, DISC 2005; Golab, Li and Shah, PODC 2011",
            ModelScope.Operations,
            "bounded-staleness"
        ),
        new(
            "strong-eventual",
            ["SEC", "strong-eventual-consistency"],
            "replicas that have received the same updates show the same",
            ["eventual"],
            "Shapiro et al., SSS 2011",
            ModelScope.Operations,
            "eventual"
        ),
        new(
            "eventual",
            ["eventual-consistency"],
            "once updates stop, all clients end up reading the same",
            [],
            "Vogels, CACM 2009",
            ModelScope.Operations,
            "eventual"
        ),
    ];
}
