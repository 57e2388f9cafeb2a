using Simulation.Reports.Comparisons;

namespace Simulation.Reports.Charts;

/// <summary>The charts over time of what the clients of a workload saw.</summary>
internal static class TimelineCharts
{
    /// <summary>Successful operations a second.</summary>
    public static string Throughput(Report report, string workload)
    {
        IReadOnlyList<Timeline> timelines = Timeline.Of(report, workload);
        List<IReadOnlyList<double?>> series = Series(timelines, second => second.SucceededPerSecond);
        Panel panel = new(
            $"{workload}: successful operations a second",
            Scale.Linear(Largest(series), "/s"),
            series
        );
        return new TimelineChart(report, Labels(timelines)).Draw("Throughput", [panel]);
    }

    /// <summary>Median and 99th percentile of successful operations, on a logarithmic axis.</summary>
    public static string Latency(Report report, string workload)
    {
        IReadOnlyList<Timeline> timelines = Timeline.Of(report, workload);
        List<IReadOnlyList<double?>> median = Series(
            timelines,
            second => second.LatencyP50?.TotalMilliseconds
        );
        List<IReadOnlyList<double?>> tail = Series(timelines, second => second.LatencyP99?.TotalMilliseconds);
        List<double> known =
        [
            .. median.Concat(tail).SelectMany(values => values).OfType<double>().Where(value => value > 0),
        ];
        Scale scale =
            known.Count == 0 ? Scale.Milliseconds(1, 1000) : Scale.Milliseconds(known.Min(), known.Max());
        return new TimelineChart(report, Labels(timelines)).Draw(
            "Latency",
            [
                new Panel($"{workload}: median (p50) of successful operations, logarithmic", scale, median),
                new Panel(
                    $"{workload}: 99th percentile (p99) of successful operations, logarithmic",
                    scale,
                    tail
                ),
            ]
        );
    }

    /// <summary>The share of operations that succeeded, for clients of each region.</summary>
    public static string Availability(Report report, string workload)
    {
        IReadOnlyList<Timeline> timelines = Timeline.Of(report, workload);
        return new TimelineChart(report, Labels(timelines)).Draw(
            "Availability",
            [
                .. Timeline
                    .Regions(timelines)
                    .Select(region => new Panel(
                        $"{workload}: operations that succeeded, clients in {region}",
                        Scale.Percent(),
                        Series(timelines, second => second.Share(region))
                    )),
            ]
        );
    }

    private static List<IReadOnlyList<double?>> Series(
        IReadOnlyList<Timeline> timelines,
        Func<TimelineSecond, double?> value
    ) => [.. timelines.Select(timeline => (IReadOnlyList<double?>)[.. timeline.Seconds.Select(value)])];

    private static double Largest(List<IReadOnlyList<double?>> series) =>
        series.SelectMany(values => values).Max() ?? 1;

    private static List<string> Labels(IReadOnlyList<Timeline> timelines) =>
        [.. timelines.Select(timeline => timeline.Design.Label)];
}
