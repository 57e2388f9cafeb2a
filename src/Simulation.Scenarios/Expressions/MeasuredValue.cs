using Simulation.Kernel;
using Simulation.Kernel.Metrics;

namespace Simulation.Scenarios.Expressions;

/// <summary>Makes one exact number of a measurement.</summary>
internal static class MeasuredValue
{
    private const decimal NanosecondsPerSecond = 1_000_000_000;

    /// <summary>
    /// The number, in the unit of the limit that it is compared to; null when there are no samples.
    /// </summary>
    public static Quantity? Of(Measurement measurement, Aggregate? aggregate, MetricUnit unit, Window window)
    {
        switch (measurement)
        {
            case Measurement.Samples samples:
                Invariant.That(aggregate is not null);
                return OfSamples(samples.Values, aggregate.Value, unit, window);
            case Measurement.Levels levels when aggregate == Aggregate.Mean:
                return levels.Highest.Count == 0
                    ? null
                    : new Quantity(unit, (decimal)levels.Area, window.Length.Nanoseconds);
            case Measurement.Levels levels:
                Invariant.That(aggregate is not null);
                return OfSamples(levels.Highest, aggregate.Value, unit, window);
            case Measurement.Total total when unit == MetricUnit.Rate:
                return PerSecond(total.Value, window);
            case Measurement.Total total:
                return Quantity.Of(unit, total.Value);
            case Measurement.Share share:
                Invariant.That(unit == MetricUnit.Ratio);
                return share.Whole > 0 ? new Quantity(unit, share.Part, share.Whole) : null;
            case Measurement.Length length:
                Invariant.That(unit == MetricUnit.Duration);
                return Quantity.Of(unit, length.Value.Nanoseconds);
            default:
                throw new InvalidOperationException($"measurement {measurement.GetType().Name}");
        }
    }

    private static Quantity? OfSamples(
        IReadOnlyList<long> samples,
        Aggregate aggregate,
        MetricUnit unit,
        Window window
    )
    {
        if (aggregate == Aggregate.Rate)
        {
            return PerSecond(samples.Count, window);
        }
        if (samples.Count == 0)
        {
            return null;
        }
        return aggregate switch
        {
            Aggregate.P50 => Percentile(samples, 500, unit),
            Aggregate.P90 => Percentile(samples, 900, unit),
            Aggregate.P95 => Percentile(samples, 950, unit),
            Aggregate.P99 => Percentile(samples, 990, unit),
            Aggregate.P999 => Percentile(samples, 999, unit),
            Aggregate.Max => Quantity.Of(unit, samples.Max()),
            Aggregate.Min => Quantity.Of(unit, samples.Min()),
            Aggregate.Mean => new Quantity(unit, samples.Sum(sample => (decimal)sample), samples.Count),
            Aggregate.Count => Quantity.Of(unit, samples.Count),
            _ => throw new InvalidOperationException($"aggregate {aggregate}"),
        };
    }

    // Nearest rank: the smallest sample that at least so many thousandths of all samples do not exceed.
    private static Quantity Percentile(IReadOnlyList<long> samples, int perMille, MetricUnit unit)
    {
        long[] sorted = [.. samples];
        Array.Sort(sorted);
        long rank = ((long)sorted.Length * perMille + 999) / 1_000;
        return Quantity.Of(unit, sorted[rank - 1]);
    }

    private static Quantity? PerSecond(long count, Window window) =>
        window.Length.Nanoseconds <= 0
            ? null
            : new Quantity(MetricUnit.Rate, count * NanosecondsPerSecond, window.Length.Nanoseconds);
}
