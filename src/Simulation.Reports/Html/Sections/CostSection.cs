using Simulation.Reports.Comparisons;

namespace Simulation.Reports.Html.Sections;

/// <summary>What each design costs a month, where the scenario names prices.</summary>
internal static class CostSection
{
    public static void Write(HtmlText html, Report report)
    {
        IReadOnlyList<CostView> views = CostView.Of(report);
        if (views.Count == 0)
        {
            return;
        }

        html.Table(
            "A month, if every hour were as the run",
            ["design", "nodes", "traffic", "together"],
            views.Select(view =>
                (IReadOnlyList<HtmlCell>)
                    [
                        view.Design.Label,
                        Figures.Amount(view.Cost.Nodes),
                        Figures.Amount(view.Cost.Traffic),
                        Figures.Amount(view.Cost.Month),
                    ]
            )
        );
    }
}
