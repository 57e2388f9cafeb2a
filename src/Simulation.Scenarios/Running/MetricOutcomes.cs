using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Running;

/// <summary>Makes the plain numbers of a result from what was measured.</summary>
internal static class MetricOutcomes
{
    private static readonly (string Suffix, double Percent)[] Percentiles =
    [
        ("p50", 50),
        ("p90", 90),
        ("p99", 99),
        ("p999", 99.9),
        ("max", 100),
    ];

    /// <summary>All numbers, sorted by name.</summary>
    public static IReadOnlyList<MetricOutcome> Of(MetricRegistry metrics) =>
        [
            .. metrics
                .All.SelectMany(entry => Outcomes(entry.Name, entry.Metric))
                .Concat(metrics.Series.SelectMany(Outcomes))
                .OrderBy(outcome => outcome.Name, StringComparer.Ordinal),
        ];

    private static IEnumerable<MetricOutcome> Outcomes(string name, object metric) =>
        metric switch
        {
            Counter counter => [new MetricOutcome(name, counter.Value, "count", 1)],
            Gauge gauge =>
            [
                new MetricOutcome(name, gauge.Value, "count", 1),
                new MetricOutcome(name + ".highest", gauge.Highest, "count", 1),
            ],
            LatencyHistogram { Count: > 0 } histogram => Percentiles.Select(point => new MetricOutcome(
                $"{name}.{point.Suffix}",
                histogram.Percentile(point.Percent).Nanoseconds,
                "ns",
                histogram.Count
            )),
            LatencyHistogram => [],
            TimeSeries series =>
            [
                new MetricOutcome(
                    name + ".highest",
                    series.Sums.DefaultIfEmpty(0).Max(),
                    "count",
                    series.Sums.Count
                ),
            ],
            _ => throw new InvariantViolation("every metric has a case"),
        };

    private static IEnumerable<MetricOutcome> Outcomes(MetricSeries series)
    {
        string name = series.Identity.ToString();
        switch (series)
        {
            case CountSeries count:
                return [new MetricOutcome(name, count.Total, "count", 1)];
            case LevelSeries level:
                IReadOnlyList<long> highest = level.HighestIn(SimTime.Zero, SimTime.MaxValue);
                return [new MetricOutcome(name + ".highest", highest.DefaultIfEmpty(0).Max(), "count", 1)];
            case SampleSeries { Count: > 0 } samples:
                long[] sorted = [.. samples.In(SimTime.Zero, SimTime.MaxValue).Order()];
                return Percentiles.Select(point => new MetricOutcome(
                    $"{name}.{point.Suffix}",
                    sorted[(int)Math.Min(sorted.Length - 1, (long)(sorted.Length * point.Percent / 100))],
                    samples.IsTime ? "ns" : "count",
                    sorted.Length
                ));
            default:
                return [];
        }
    }
}
