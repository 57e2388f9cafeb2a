using Simulation.Reports.Comparisons;

namespace Simulation.Reports.Terminal;

/// <summary>What each design costs a month, where the scenario names prices.</summary>
internal static class CostSection
{
    public static void Write(Page page, Report report)
    {
        IReadOnlyList<CostView> rows = CostView.Of(report);
        if (rows.Count == 0)
        {
            return;
        }

        page.Gap();
        page.Add(new Span("Cost", Tone.Heading), new Span($"   {CostView.Title}", Tone.Quiet));
        var table = Table.Of([.. rows.Select(row => row.Design)]);
        table.Add("", "nodes", false, rows.Select(row => new Span(Figures.Amount(row.Cost.Nodes))));
        table.Add("", "traffic", false, rows.Select(row => new Span(Figures.Amount(row.Cost.Traffic))));
        table.Add("", "together", false, rows.Select(row => new Span(Figures.Amount(row.Cost.Month))));
        table.Write(page);
    }
}
