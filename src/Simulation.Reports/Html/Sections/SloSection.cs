using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Slo;

namespace Simulation.Reports.Html.Sections;

/// <summary>What became of what clients were promised, and which alerts told of it when.</summary>
internal static class SloSection
{
    public static void Write(HtmlText html, Report report)
    {
        foreach (IReadOnlyList<SloView> views in SloView.ByPromise(report))
        {
            SloOutcome first = views[0].Worst;
            html.Table(
                $"{first.Name}: {SloView.Promise(first)}; of all seeds the worst",
                [
                    "design",
                    "bad",
                    "of",
                    "budget used",
                    .. first.Alerts.Select(alert => $"{alert.Name} {alert.Burn}"),
                ],
                views.Select(view =>
                    (IReadOnlyList<HtmlCell>)
                        [
                            view.Design.Label,
                            Figures.Count(view.Worst.BadCount),
                            Figures.Count(view.Worst.Count),
                            new HtmlCell(view.BudgetUsed, view.IsBroken ? "bad" : ""),
                            .. view.Worst.Alerts.Select(alert => (HtmlCell)SloView.Fired(alert)),
                        ]
                )
            );
        }
    }
}
