using Simulation.Kernel.Metrics;

namespace Simulation.Reports.Reference;

/// <summary>An entry of a catalogue that this project does not import.</summary>
/// <param name="Name">Its name in scenario files.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="OptionsType">The record of its keys, or null when it has none of its own.</param>
/// <param name="Happenings">The names of what it tells of while it runs.</param>
public sealed record CatalogueSubject(
    string Name,
    string Summary,
    Type? OptionsType,
    IReadOnlyList<string> Happenings
)
{
    /// <summary>What it measures about itself.</summary>
    public IReadOnlyList<ComponentMetric> Metrics { get; init; } = [];
}
