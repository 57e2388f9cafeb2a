using Simulation.Kernel.Events;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Metrics;

/// <summary>
/// What a component measured, by virtual time, so that a part of the run can be asked for. Kept in buckets of
/// 100 ms: a window asked for is widened to whole buckets.
/// </summary>
public abstract class MetricSeries
{
    /// <summary>The length of a bucket, in nanoseconds.</summary>
    protected const long BucketNanoseconds = 100_000_000;

    private protected MetricSeries(EventLoop loop, SeriesIdentity identity)
    {
        Loop = loop;
        Identity = identity;
    }

    /// <summary>Whose and which series it is.</summary>
    public SeriesIdentity Identity { get; }

    private protected EventLoop Loop { get; }

    private protected int Bucket => (int)(Loop.Now.Nanoseconds / BucketNanoseconds);

    /// <summary>The buckets that a window touches: the first, and the one after the last.</summary>
    private protected static (int First, int End) Buckets(SimTime start, SimTime end)
    {
        long last = (end.Nanoseconds / BucketNanoseconds) + (end.Nanoseconds % BucketNanoseconds > 0 ? 1 : 0);
        return ((int)(start.Nanoseconds / BucketNanoseconds), (int)Math.Min(last, int.MaxValue));
    }
}

/// <summary>Whose and which series it is.</summary>
/// <param name="Component">The component's name.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Labels">What tells it from the other series of the metric.</param>
public sealed record SeriesIdentity(
    string Component,
    string Metric,
    IReadOnlyList<(string Key, string Value)> Labels
)
{
    /// <summary>The value of a label; null when the series has none.</summary>
    public string? Label(string key) => Labels.FirstOrDefault(label => label.Key == key).Value;

    /// <summary>The series as reports write it: <c>products-db.reads{shard=3}</c>.</summary>
    public override string ToString()
    {
        string labels = string.Join(',', Labels.Select(label => $"{label.Key}={label.Value}"));
        return labels.Length == 0 ? $"{Component}.{Metric}" : $"{Component}.{Metric}{{{labels}}}";
    }
}
