using Simulation.Kernel.Time;
using Simulation.Reports.Comparisons;
using Simulation.Reports.Statistics;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Html.Sections;

/// <summary>How long answers took, in the whole run and while each fault lasted.</summary>
internal static class LatencySection
{
    private static readonly (string Head, int Permille)[] Quantiles =
    [
        ("p50", 500),
        ("p90", 900),
        ("p99", 990),
        ("p99.9", 999),
    ];

    public static void Write(HtmlText html, Report report)
    {
        IReadOnlyList<string> workloads = ClientView.Workloads(report);
        if (workloads.Count == 0)
        {
            return;
        }

        foreach (string workload in workloads)
        {
            List<ClientView> views = ClientView.Of(report, workload);
            html.Table(
                $"{workload}: time from asking to answer of the n operations that were answered",
                [
                    GuaranteesSection.Heading(views[0]),
                    "window",
                    "n",
                    .. Quantiles.Select(quantile => quantile.Head),
                    "max",
                    "refused",
                    "lost",
                ],
                views.SelectMany(view => view.Windows.Select(window => Row(view, window)))
            );
        }

        html.Element(
            "p",
            "In brackets: where the true percentile lies with 95 % confidence, from order statistics, as if answers"
                + " did not depend on each other; a dash where n is too small to tell that end.",
            "quiet"
        );
    }

    private static IReadOnlyList<HtmlCell> Row(ClientView view, WindowOutcome window)
    {
        long[] latencies = WindowPool.Latencies(window.Name, ClientView.Outcomes(view.Design, view.Workload));
        return
        [
            view.Design.Label,
            window.Name,
            Figures.Count(latencies.Length),
            .. Quantiles.Select(quantile => Cell(latencies, quantile.Permille)),
            Length(latencies.Length == 0 ? null : latencies[^1]),
            Figures.Count(window.Refused),
            Figures.Count(window.Lost),
        ];
    }

    private static HtmlCell Cell(long[] latencies, int permille)
    {
        if (latencies.Length == 0)
        {
            return Figures.Nothing;
        }

        QuantileInterval quantile = QuantileInterval.Of(latencies, permille);
        return $"{Length(quantile.Value)} [{Length(quantile.Low)}, {Length(quantile.High)}]";
    }

    private static string Length(long? nanoseconds) =>
        Figures.Length(nanoseconds is { } known ? new SimDuration(known) : null);
}
