using Simulation.Kernel.Options;
using Simulation.Scenarios.Problems;

namespace Simulation.Scenarios.Options;

/// <summary>What the binder needs to know beside the file and the type.</summary>
public sealed record BindContext
{
    /// <summary>Where problems go.</summary>
    public required ProblemList Problems { get; init; }

    /// <summary>How quantities are read.</summary>
    public required QuantityParsers Quantities { get; init; }

    /// <summary>Keys of the outermost map that somebody else reads, such as <c>kind</c>.</summary>
    public IReadOnlyList<string> IgnoredKeys { get; init; } = [];

    /// <summary>
    /// The names that exist of a kind; null where the topology is not known, and nothing is checked.
    /// </summary>
    public Func<NameKind, IReadOnlyList<string>>? NamesOf { get; init; }

    /// <summary>
    /// Reads a file beside the scenario, such as an empirical table; null when there is none.
    /// </summary>
    public Func<string, string?>? ReadFile { get; init; }

    /// <summary>
    /// What the map is called in messages, such as <c>fault 'partition'</c>; null to leave it out.
    /// </summary>
    public string? Owner { get; init; }
}
