using Simulation.Reports.Comparisons;

namespace Simulation.Reports.Html.Sections;

/// <summary>What became of what clients were promised, and which alerts told of it when.</summary>
internal static class SloSection
{
    public static void Write(HtmlText html, Report report)
    {
        foreach (
            IGrouping<string, SloView> promise in SloView
                .Of(report)
                .GroupBy(view => view.Worst.Name, StringComparer.Ordinal)
        )
        {
            SloView first = promise.First();
            html.Table(
                $"{promise.Key}: {SloView.Promise(first.Worst)}; of all seeds the worst",
                [
                    "design",
                    "bad",
                    "of",
                    "budget used",
                    .. first.Worst.Alerts.Select(alert => $"{alert.Name} {alert.Burn}"),
                ],
                promise.Select(view =>
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
