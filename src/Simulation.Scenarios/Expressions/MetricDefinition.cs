using Simulation.Kernel.Metrics;

namespace Simulation.Scenarios.Expressions;

/// <summary>A metric that expectations may name.</summary>
/// <param name="Name">Its one canonical name.</param>
/// <param name="Aliases">Other accepted names.</param>
/// <param name="Unit">What it is measured in.</param>
/// <param name="Summary">What it says, in a sentence without its name.</param>
/// <param name="IsDistribution">True when it has one value a sample, so that it needs an aggregate.</param>
/// <param name="FilterKeys">The keys that may narrow it, such as <c>region</c>.</param>
public sealed record MetricDefinition(
    string Name,
    IReadOnlyList<string> Aliases,
    MetricUnit Unit,
    string Summary,
    bool IsDistribution,
    IReadOnlyList<string> FilterKeys
);
