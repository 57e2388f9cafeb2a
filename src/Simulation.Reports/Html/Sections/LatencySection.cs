using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Html.Sections;

/// <summary>How long answers took, in the whole run and while each fault lasted.</summary>
internal static class LatencySection
{
    public static void Write(HtmlText html, Report report)
    {
        foreach (string workload in ClientView.Workloads(report))
        {
            List<ClientView> views = ClientView.Of(report, workload);
            html.Table(
                $"{workload}: time from asking to answer of the operations that succeeded",
                [GuaranteesSection.Heading(views[0]), "window", "n", "p50", "p99", "refused", "lost"],
                views.SelectMany(view => view.Windows.Select(window => Row(view, window)))
            );
        }
    }

    private static IReadOnlyList<HtmlCell> Row(ClientView view, WindowOutcome window) =>
        [
            view.Design.Label,
            window.Name,
            Figures.Count(window.Succeeded),
            Figures.Length(window.LatencyP50),
            Figures.Length(window.LatencyP99),
            Figures.Count(window.Refused),
            Figures.Count(window.Lost),
        ];
}
