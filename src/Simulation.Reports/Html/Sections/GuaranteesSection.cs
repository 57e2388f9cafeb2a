using Simulation.Reports.Comparisons;

namespace Simulation.Reports.Html.Sections;

/// <summary>What the designs really are: the strongest model that their histories satisfy, and why not more.</summary>
internal static class GuaranteesSection
{
    public static void Write(HtmlText html, Report report)
    {
        foreach (string workload in ClientView.Workloads(report))
        {
            List<ClientView> views = ClientView.Of(report, workload);
            bool isDerived = views.Exists(view => view.DivergentKeys is not null);
            html.Table(
                $"What the history of {workload} was found to be; the checkers do not know what it was called",
                [
                    Heading(views[0]),
                    "observed",
                    "kept from more by",
                    "stale reads",
                    "lost writes",
                    .. isDerived ? ["keys apart from their database"] : (string[])[],
                    "replicas agreed after",
                ],
                views.Select(view =>
                    (IReadOnlyList<HtmlCell>)
                        [
                            view.Design.Label,
                            new HtmlCell(view.Observed, view.Observed == "unknown" ? "quiet" : "strong"),
                            string.Join(", ", view.Anomalies),
                            Figures.Odds(view.Whole?.StaleReads ?? 0, view.Whole?.Reads ?? 0),
                            new HtmlCell(Figures.Count(view.LostWrites), view.LostWrites > 0 ? "bad" : ""),
                            .. isDerived ? [Apart(view)] : (HtmlCell[])[],
                            view.IsConverged ? Figures.Length(view.ConvergedAfter) : "never",
                        ]
                )
            );
            WriteWhiteBox(html, WhiteBoxView.Of(report, workload));
        }

        ModelMap.Write(html, report);
    }

    private static HtmlCell Apart(ClientView view) =>
        view.DivergentKeys is { } count
            ? new HtmlCell(Figures.Count(count), count > 0 ? "bad" : "")
            : Figures.Nothing;

    private static void WriteWhiteBox(HtmlText html, IReadOnlyList<WhiteBoxView> views)
    {
        if (views.Count > 0)
        {
            IReadOnlyList<string> guarantees = WhiteBoxView.Guarantees(views);
            html.Table(
                $"What only the lab saw: {WhiteBoxView.Title} ({WhiteBoxView.Legend})",
                [views[0].Design.Keys.Length == 0 ? "design" : views[0].Design.Keys, .. guarantees],
                views.Select(view =>
                    (IReadOnlyList<HtmlCell>)
                        [view.Design.Label, .. guarantees.Select(guarantee => (HtmlCell)view.Cell(guarantee))]
                )
            );
        }
    }

    internal static string Heading(ClientView view) =>
        view.Design.Keys.Length == 0 ? "design" : view.Design.Keys;
}
