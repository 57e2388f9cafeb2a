using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Scenarios.Expressions;

namespace Simulation.Scenarios.Running;

/// <summary>Adds up what a component measured about itself in a window.</summary>
internal static class ComponentMeasurement
{
    /// <summary>As the value of a label, the one whose series is the highest in the window.</summary>
    public const string Hottest = "hottest";

    /// <summary>The measurement; null when no such series was ever begun.</summary>
    /// <param name="all">The series of the run.</param>
    /// <param name="metric">The component and its metric: <c>products-db.reads</c>.</param>
    /// <param name="filters">What narrows it, by label.</param>
    /// <param name="window">The window, widened to whole buckets.</param>
    public static Measurement? Of(
        IReadOnlyList<MetricSeries> all,
        string metric,
        IReadOnlyList<(string Key, string Value)> filters,
        Window window
    )
    {
        List<MetricSeries> asked =
        [
            .. all.Where(series => $"{series.Identity.Component}.{series.Identity.Metric}" == metric),
        ];
        foreach ((string key, string value) in filters)
        {
            string? wanted = value == Hottest ? HottestOf(asked, key, window) : value;
            asked.RemoveAll(series => series.Identity.Label(key) != wanted);
        }

        return asked.Count == 0 ? null : Sum(asked, window);
    }

    private static Measurement Sum(List<MetricSeries> series, Window window) =>
        series[0] switch
        {
            CountSeries => new Measurement.Total(
                series.Cast<CountSeries>().Sum(count => count.SumIn(window.Start, window.End))
            ),
            LevelSeries => SumOfLevels([.. series.Cast<LevelSeries>()], window),
            SampleSeries => new Measurement.Samples([
                .. series.Cast<SampleSeries>().SelectMany(samples => samples.In(window.Start, window.End)),
            ]),
            _ => throw new InvariantViolation("every series has a case"),
        };

    /// <summary>
    /// Several levels together are as many measurements as there are: the highest of all, the sum of all areas.
    /// </summary>
    private static Measurement.Levels SumOfLevels(List<LevelSeries> levels, Window window) =>
        new(
            [.. levels.SelectMany(level => level.HighestIn(window.Start, window.End))],
            levels.Aggregate((Int128)0, (sum, level) => sum + level.AreaIn(window.Start, window.End))
        );

    /// <summary>The value of a label that has the most; of equals the one begun first.</summary>
    private static string? HottestOf(List<MetricSeries> series, string key, Window window) =>
        series
            .GroupBy(one => one.Identity.Label(key))
            .OrderByDescending(group => group.Max(one => Heat(one, window)))
            .Select(group => group.Key)
            .FirstOrDefault();

    private static long Heat(MetricSeries series, Window window) =>
        series switch
        {
            CountSeries count => count.SumIn(window.Start, window.End),
            LevelSeries level => level.HighestIn(window.Start, window.End).DefaultIfEmpty(0).Max(),
            SampleSeries samples => samples.In(window.Start, window.End).DefaultIfEmpty(0).Max(),
            _ => throw new InvariantViolation("every series has a case"),
        };
}
