using System.Globalization;
using Simulation.Scenarios.Slo;

namespace Simulation.Reports.Comparisons;

/// <summary>What became of one promise under one design; of all seeds the worst.</summary>
/// <param name="Design">The design.</param>
/// <param name="Worst">The run that used most of the budget.</param>
public sealed record SloView(Design Design, SloOutcome Worst)
{
    /// <summary>One for each design and promise, where the scenario makes any.</summary>
    public static IReadOnlyList<SloView> Of(Report report) =>
        [
            .. report.Designs.SelectMany(design =>
                design
                    .Runs.SelectMany(run => run.Slos)
                    .GroupBy(slo => slo.Name, StringComparer.Ordinal)
                    .Select(same => new SloView(design, same.MaxBy(slo => slo.BudgetUsed.Millionths)!))
            ),
        ];

    /// <summary>The same, those of each promise together.</summary>
    public static IEnumerable<IReadOnlyList<SloView>> ByPromise(Report report) =>
        Of(report)
            .GroupBy(view => view.Worst.Name, StringComparer.Ordinal)
            .Select(promise => (IReadOnlyList<SloView>)[.. promise]);

    /// <summary>What is promised, in one line.</summary>
    public static string Promise(SloOutcome slo) =>
        $"{slo.Good}, {slo.Objective} over {Figures.Rough(slo.Window)}"
        + (slo.IsFilled ? "; before the run as in the warm-up" : "");

    /// <summary>How much of the budget is used.</summary>
    public string BudgetUsed =>
        Worst.BudgetUsed.Value.ToString(
            Worst.BudgetUsed.Value < 10 ? "0.0%" : "N0",
            CultureInfo.InvariantCulture
        ) + (Worst.BudgetUsed.Value < 10 ? "" : "x");

    /// <summary>Whether more is used than there was.</summary>
    public bool IsBroken => Worst.BudgetUsed.Value > 1;

    /// <summary>When an alert fired, and how long it did for the first time.</summary>
    public static string Fired(AlertOutcome alert) =>
        alert.Spans.Count == 0
            ? "-"
            : $"{alert.Spans[0].Fired}"
                + (alert.Spans[0].Resolved is { } resolved ? $"..{resolved}" : "..")
                + (alert.Spans.Count > 1 ? $" and {Figures.Count(alert.Spans.Count - 1)} more" : "");
}
