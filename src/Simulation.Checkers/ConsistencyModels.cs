namespace Simulation.Checkers;

/// <summary>A promise about what clients may see.</summary>
/// <param name="Name">In kebab-case, as scenarios and reports say it.</param>
/// <param name="Aliases">Other names in use.</param>
/// <param name="Summary">The promise, in one sentence.</param>
/// <param name="Implies">
/// The names of the models directly below: whatever satisfies this satisfies them.
/// </param>
/// <param name="Source">Where it is defined.</param>
/// <param name="Checker">
/// The checker that judges it, a name in <see cref="CheckerCatalog"/>; null for none yet.
/// </param>
public sealed record ConsistencyModel(
    string Name,
    IReadOnlyList<string> Aliases,
    string Summary,
    IReadOnlyList<string> Implies,
    string Source,
    string? Checker
);

/// <summary>The single-object models and how they imply each other, strongest first.</summary>
public static class ConsistencyModels
{
    /// <summary>The table.</summary>
    public static IReadOnlyList<ConsistencyModel> All { get; } =
    [
        new(
            "linearizable",
            ["linearizability", "atomic"],
            "each operation takes effect at one instant between its invocation and its return",
            ["sequential"],
            "Herlihy and Wing, TOPLAS 1990",
            "linearizability"
        ),
        new(
            "sequential",
            ["sequential-consistency"],
            "one order of all operations explains every result and keeps each client's own order",
            ["causal"],
            "Lamport, IEEE ToC 1979",
            null
        ),
        new(
            "causal",
            ["causal-memory"],
            "whoever sees an effect sees everything that it may depend on",
            ["pram", "writes-follow-reads"],
            "Ahamad et al., Distributed Computing 1995",
            null
        ),
        new(
            "pram",
            ["fifo"],
            "everyone sees each client's writes in that client's order",
            ["read-your-writes", "monotonic-reads", "monotonic-writes"],
            "Lipton and Sandberg, 1988",
            null
        ),
        new(
            "read-your-writes",
            [],
            "a client sees its own earlier writes",
            [],
            "Terry et al., PDIS 1994",
            null
        ),
        new(
            "monotonic-reads",
            [],
            "a client never sees an older state than before",
            [],
            "Terry et al., PDIS 1994",
            null
        ),
        new(
            "monotonic-writes",
            [],
            "whoever sees a client's write sees its earlier ones",
            [],
            "Terry et al., PDIS 1994",
            null
        ),
        new(
            "writes-follow-reads",
            ["session-causality"],
            "whoever sees a write sees what its client had read before",
            [],
            "Terry et al., PDIS 1994",
            null
        ),
    ];

    /// <summary>The model of that name or alias, or null.</summary>
    public static ConsistencyModel? Find(string name) =>
        All.FirstOrDefault(model =>
            model.Name == name || model.Aliases.Contains(name, StringComparer.Ordinal)
        );
}
