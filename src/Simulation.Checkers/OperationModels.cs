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
            ["sequential"],
            "Herlihy and Wing, TOPLAS 1990",
            ModelScope.Operations,
            "linearizability"
        ),
        new(
            "sequential",
            ["sequential-consistency"],
            "one order of all operations explains every result and keeps each client's own order",
            ["causal"],
            "Lamport, IEEE ToC 1979",
            ModelScope.Operations,
            null
        ),
        new(
            "causal",
            ["causal-memory"],
            "whoever sees an effect sees everything that it may depend on",
            ["pram", "writes-follow-reads"],
            "Ahamad et al., Distributed Computing 1995",
            ModelScope.Operations,
            null
        ),
        new(
            "pram",
            ["fifo"],
            "everyone sees each client's writes in that client's order",
            ["read-your-writes", "monotonic-reads", "monotonic-writes"],
            "Lipton and Sandberg, 1988",
            ModelScope.Operations,
            null
        ),
        new(
            "read-your-writes",
            [],
            "a client sees its own earlier writes",
            [],
            "Terry et al., PDIS 1994",
            ModelScope.Operations,
            null
        ),
        new(
            "monotonic-reads",
            [],
            "a client never sees an older state than before",
            [],
            "Terry et al., PDIS 1994",
            ModelScope.Operations,
            null
        ),
        new(
            "monotonic-writes",
            [],
            "whoever sees a client's write sees its earlier ones",
            [],
            "Terry et al., PDIS 1994",
            ModelScope.Operations,
            null
        ),
        new(
            "writes-follow-reads",
            ["session-causality"],
            "whoever sees a write sees what its client had read before",
            [],
            "Terry et al., PDIS 1994",
            ModelScope.Operations,
            null
        ),
    ];
}
