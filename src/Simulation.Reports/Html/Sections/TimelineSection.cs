using Simulation.Reports.Charts;
using Simulation.Reports.Comparisons;
using Simulation.Reports.Json;

namespace Simulation.Reports.Html.Sections;

/// <summary>
/// Throughput, latency and availability over simulated time: drawn by a script from numbers in the page, with the
/// same numbers as a table for who has no script.
/// </summary>
internal static class TimelineSection
{
    private const int PointsMax = 600;

    public static void Write(HtmlText html, Report report)
    {
        foreach (string workload in ClientView.Workloads(report))
        {
            IReadOnlyList<Timeline> timelines = Timeline.Of(report, workload);
            int seconds = timelines.Max(timeline => timeline.Seconds.Count);
            if (seconds == 0)
            {
                continue;
            }

            int stride = (seconds + PointsMax - 1) / PointsMax;
            List<Panel> panels = [.. Panels(timelines, stride)];
            html.Element("h3", workload)
                .Element(
                    "p",
                    "Drag to zoom all charts, double-click to see all; arrow keys move the cursor of a chart.",
                    "quiet noprint"
                )
                .Raw("<div class=\"charts\" data-charts=\"")
                .Text(Data(report, timelines, panels, seconds, stride))
                .Raw("\"></div>\n");
            Numbers(html, timelines, panels, stride);
        }
    }

    private static IEnumerable<Panel> Panels(IReadOnlyList<Timeline> timelines, int stride)
    {
        yield return Make(
            "Successful operations a second",
            "/s",
            false,
            timelines,
            stride,
            Enumerable.Min,
            second => second.SucceededPerSecond
        );
        yield return Make(
            "Median latency (p50)",
            "ms",
            true,
            timelines,
            stride,
            Enumerable.Max,
            second => second.LatencyP50?.TotalMilliseconds
        );
        yield return Make(
            "99th percentile of latency (p99)",
            "ms",
            true,
            timelines,
            stride,
            Enumerable.Max,
            second => second.LatencyP99?.TotalMilliseconds
        );
        foreach (string region in Timeline.Regions(timelines))
        {
            yield return Make(
                $"Availability, clients in {region}",
                "%",
                false,
                timelines,
                stride,
                Enumerable.Min,
                second => 100.0 * second.Share(region)
            );
        }
    }

    /// <summary>Where several seconds share a point, it shows the worst of them.</summary>
    private static Panel Make(
        string title,
        string unit,
        bool isLogarithmic,
        IReadOnlyList<Timeline> timelines,
        int stride,
        Func<IEnumerable<double?>, double?> worst,
        Func<TimelineSecond, double?> value
    ) =>
        new(
            title,
            unit,
            isLogarithmic,
            [
                .. timelines.Select(timeline =>
                    (IReadOnlyList<double?>)
                        [.. timeline.Seconds.Chunk(stride).Select(chunk => worst(chunk.Select(value)))]
                ),
            ]
        );

    private static string Data(
        Report report,
        IReadOnlyList<Timeline> timelines,
        List<Panel> panels,
        int seconds,
        int stride
    ) =>
        JsonText.Write(
            new JsonMap()
                .With("stride", stride)
                .With("seconds", seconds)
                .With("warmup", HtmlText.Number(report.Runs[0].Warmup.TotalSeconds))
                .With("designs", timelines.Select(timeline => (object?)timeline.Design.Label))
                .With(
                    "faults",
                    ShadedWindow
                        .Of(report)
                        .Select(window =>
                            (object?)
                                new JsonMap()
                                    .With("label", window.Label)
                                    .With("start", HtmlText.Number(window.Start))
                                    .With("end", HtmlText.Number(window.End))
                        )
                )
                .With(
                    "panels",
                    panels.Select(panel =>
                        (object?)
                            new JsonMap()
                                .With("title", panel.Title)
                                .With("unit", panel.Unit)
                                .With("log", panel.IsLogarithmic)
                                .With("series", panel.Series.Select(series => (object?)Points(series)))
                    )
                )
        );

    private static string Points(IReadOnlyList<double?> series) =>
        string.Join(' ', series.Select(value => value is { } known ? HtmlText.Number(known) : "-"));

    private static void Numbers(
        HtmlText html,
        IReadOnlyList<Timeline> timelines,
        List<Panel> panels,
        int stride
    )
    {
        int step = Math.Max(1, panels[0].Series.Max(series => series.Count) / 60);
        html.Raw("<details>").Element("summary", "The same as numbers");
        foreach (Panel panel in panels)
        {
            int points = panel.Series.Max(series => series.Count);
            html.Table(
                $"{panel.Title}, {panel.Unit}",
                ["second", .. timelines.Select(timeline => timeline.Design.Label)],
                Enumerable
                    .Range(0, (points + step - 1) / step)
                    .Select(row => row * step)
                    .Select(point =>
                        (IReadOnlyList<HtmlCell>)
                            [
                                (point * stride).ToString(),
                                .. panel.Series.Select(series =>
                                    (HtmlCell)(
                                        point < series.Count && series[point] is { } value
                                            ? HtmlText.Number(value)
                                            : ""
                                    )
                                ),
                            ]
                    )
            );
        }

        html.Raw("</details>\n");
    }

    /// <summary>One chart.</summary>
    private sealed record Panel(
        string Title,
        string Unit,
        bool IsLogarithmic,
        IReadOnlyList<IReadOnlyList<double?>> Series
    );
}
