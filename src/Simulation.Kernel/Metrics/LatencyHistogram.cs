using HdrHistogram;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Metrics;

/// <summary>Lengths of time from 1 us to an hour, kept to three significant digits.</summary>
/// <remarks>Source: Tene, HdrHistogram.</remarks>
public sealed class LatencyHistogram
{
    private const long NanosecondsInUnit = 100;
    private const long LongestUnits = 36_000_000_000;

    private readonly LongHistogram _histogram = new(LongestUnits, 3);

    /// <summary>How many lengths were recorded.</summary>
    public long Count => _histogram.TotalCount;

    /// <summary>The histogram itself, for exporters; its unit is 100 ns.</summary>
    public HistogramBase Histogram => _histogram;

    /// <summary>Records one length; longer than an hour counts as an hour.</summary>
    public void Record(SimDuration length) =>
        _histogram.RecordValue(Math.Clamp(length.Nanoseconds / NanosecondsInUnit, 0, LongestUnits));

    /// <summary>
    /// The length that a share of all recorded ones does not exceed; asked only when there are some.
    /// </summary>
    /// <param name="percentile">From 0 to 100.</param>
    public SimDuration Percentile(double percentile)
    {
        Invariant.That(Count > 0);
        return new SimDuration(_histogram.GetValueAtPercentile(percentile) * NanosecondsInUnit);
    }
}
