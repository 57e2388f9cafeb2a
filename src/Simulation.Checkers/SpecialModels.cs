namespace Simulation.Checkers;

/// <summary>
/// Invariants of particular workloads, after Jepsen's checkers; each speaks only about histories of its kind.
/// </summary>
internal static class SpecialModels
{
    /// <summary>The rows of <see cref="ConsistencyModels.All"/> about particular workloads.</summary>
    public static IReadOnlyList<ConsistencyModel> All { get; } =
    [
        Row("bank", "money is neither made nor lost", ModelScope.Transactions),
        Row("long-fork", "reads do not disagree about which writes came first", ModelScope.Transactions),
        Row(
            "causal-reverse",
            "whoever sees a write sees those that were over before it began",
            ModelScope.Transactions
        ),
        Row("write-skew", "no two transactions each write what the other had read", ModelScope.Transactions),
        Row(
            "counter-bounds",
            "reads of a counter lie between what was acknowledged and what was attempted",
            ModelScope.Operations
        ),
        Row("set-full", "no element that was in a set is missing from it at the end", ModelScope.Operations),
        Row(
            "total-queue",
            "all that went into a queue comes out of it, and nothing else",
            ModelScope.Operations
        ),
        Row("unique-ids", "no id is given out twice", ModelScope.Operations),
    ];

    private static ConsistencyModel Row(string name, string summary, ModelScope scope) =>
        new(name, [], summary, [], "Jepsen's workload of that name", scope, name);
}
