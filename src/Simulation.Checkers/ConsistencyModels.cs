using Simulation.Histories;

namespace Simulation.Checkers;

/// <summary>What a history must consist of, for a model to speak about it.</summary>
public enum ModelScope
{
    /// <summary>Operations on single objects.</summary>
    Operations,

    /// <summary>Transactions of several steps.</summary>
    Transactions,
}

/// <summary>A promise about what clients may see.</summary>
/// <param name="Name">In kebab-case, as scenarios and reports say it.</param>
/// <param name="Aliases">Other names in use.</param>
/// <param name="Summary">The promise, in one sentence.</param>
/// <param name="Implies">
/// The names of the models directly below: whatever satisfies this satisfies them.
/// </param>
/// <param name="Source">Where it is defined.</param>
/// <param name="Scope">What it speaks about.</param>
/// <param name="Checker">
/// The checker that judges it, a name in <see cref="CheckerCatalog"/>; null for none yet.
/// </param>
public sealed record ConsistencyModel(
    string Name,
    IReadOnlyList<string> Aliases,
    string Summary,
    IReadOnlyList<string> Implies,
    string Source,
    ModelScope Scope,
    string? Checker
);

/// <summary>Every model and how they imply each other, within each scope strongest first.</summary>
public static class ConsistencyModels
{
    /// <summary>Stands for every model that speaks about a history.</summary>
    public const string AllOfThem = "all";

    private const string BoundedStaleness = "bounded-staleness";

    /// <summary>The table.</summary>
    public static IReadOnlyList<ConsistencyModel> All { get; } =
    [.. OperationModels.All, .. TransactionModels.All, .. SpecialModels.All];

    /// <summary>The model of that name or alias in any letter case, or null.</summary>
    public static ConsistencyModel? Find(string name) =>
        All.FirstOrDefault(model =>
            string.Equals(model.Name, name, StringComparison.OrdinalIgnoreCase)
            || model.Aliases.Contains(name, StringComparer.OrdinalIgnoreCase)
        );

    /// <summary>Those of some models that none of the others implies, in the order of the table.</summary>
    public static IReadOnlyList<ConsistencyModel> Strongest(IReadOnlyList<ConsistencyModel> held) =>
        [
            .. All.Where(held.Contains)
                .Where(model => !held.Any(other => other != model && Implies(other, model))),
        ];

    /// <summary>
    /// The models that speak about a history, strongest first: of operations, with a bound on staleness where
    /// one is given, or of transactions; without those of special workloads.
    /// </summary>
    public static IReadOnlyList<ConsistencyModel> For(History history, JudgeOptions options)
    {
        if (history.Operations.Any(operation => operation.Function == Functions.Transaction))
        {
            return TransactionModels.All;
        }

        bool hasBound = options.VersionsMax is not null || options.StalenessMax is not null;
        return [.. OperationModels.All.Where(model => hasBound || model.Name != BoundedStaleness)];
    }

    /// <summary>Whether whatever satisfies <paramref name="stronger"/> satisfies the other, too.</summary>
    public static bool Implies(ConsistencyModel stronger, ConsistencyModel weaker) =>
        ReferenceEquals(stronger, weaker) || stronger.Implies.Any(name => Implies(Find(name)!, weaker));
}
