using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Terminal;

/// <summary>What each design costs a month, where the scenario names prices.</summary>
internal static class CostSection
{
    public static void Write(Page page, Report report)
    {
        List<(Design Design, CostOutcome Cost)> rows = [.. Of(report)];
        if (rows.Count == 0)
        {
            return;
        }

        page.Gap();
        page.Add(
            new Span("Cost", Tone.Heading),
            new Span("   a month, if every hour were as the run", Tone.Quiet)
        );
        Table table = new();
        table.Add("", rows[0].Design.Keys, true, rows.Select(row => new Span(row.Design.Label, Tone.Strong)));
        table.Add("", "nodes", false, rows.Select(row => new Span(Figures.Amount(row.Cost.Nodes))));
        table.Add("", "traffic", false, rows.Select(row => new Span(Figures.Amount(row.Cost.Traffic))));
        table.Add("", "together", false, rows.Select(row => new Span(Figures.Amount(row.Cost.Month))));
        table.Write(page);
    }

    /// <summary>The cost of each design under its first seed; seeds change the traffic a little.</summary>
    public static IEnumerable<(Design Design, CostOutcome Cost)> Of(Report report) =>
        report.Designs.SelectMany(design =>
            design.Runs[0].Cost is { } cost ? [(design, cost)] : Array.Empty<(Design, CostOutcome)>()
        );
}
