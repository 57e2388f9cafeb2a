using Simulation.Scenarios.Running;

namespace Simulation.Reports.Comparisons;

/// <summary>What a design costs, under its first seed; seeds change the traffic a little.</summary>
/// <param name="Design">The design.</param>
/// <param name="Cost">What it costs.</param>
public sealed record CostView(Design Design, CostOutcome Cost)
{
    /// <summary>What all costs are about.</summary>
    public const string Title = "a month, if every hour were as the run";

    /// <summary>One for each design, where the scenario names prices.</summary>
    public static IReadOnlyList<CostView> Of(Report report) =>
        [
            .. report.Designs.SelectMany(design =>
                design.Runs[0].Cost is { } cost ? [new CostView(design, cost)] : Array.Empty<CostView>()
            ),
        ];
}
