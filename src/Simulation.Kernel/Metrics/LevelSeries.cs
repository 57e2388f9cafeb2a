using Simulation.Kernel.Events;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Metrics;

/// <summary>A level that goes up and down, by virtual time: its highest and its mean over time.</summary>
public sealed class LevelSeries : MetricSeries
{
    private readonly List<(long Highest, Int128 Area)> _buckets = [];
    private SimTime _since;

    internal LevelSeries(EventLoop loop, SeriesIdentity identity)
        : base(loop, identity) { }

    /// <summary>The level now.</summary>
    public long Value { get; private set; }

    /// <summary>Moves the level.</summary>
    public void Add(long change) => Set(Value + change);

    /// <summary>Sets the level.</summary>
    public void Set(long value)
    {
        Settle();
        Value = value;
        (long highest, Int128 area) = _buckets[^1];
        _buckets[^1] = (Math.Max(highest, value), area);
    }

    /// <summary>Takes note that the level has stood until now; what is asked for later ends here.</summary>
    public void Settle() => Settle(Loop.Now);

    /// <summary>The highest level in each bucket of a window.</summary>
    public IReadOnlyList<long> HighestIn(SimTime start, SimTime end) =>
        [.. Within(start, end).Select(bucket => bucket.Highest)];

    /// <summary>The level summed over the time of a window, in levels times nanoseconds.</summary>
    public Int128 AreaIn(SimTime start, SimTime end) =>
        Within(start, end).Aggregate((Int128)0, (sum, bucket) => sum + bucket.Area);

    private IEnumerable<(long Highest, Int128 Area)> Within(SimTime start, SimTime end)
    {
        (int first, int last) = Buckets(start, end);
        return _buckets.Take(last).Skip(first);
    }

    /// <summary>Brings the buckets up to an instant, at the level that has stood since the last change.</summary>
    private void Settle(SimTime now)
    {
        long at = _since.Nanoseconds;
        do
        {
            int bucket = (int)(at / BucketNanoseconds);
            if (_buckets.Count <= bucket)
            {
                _buckets.Add((Value, 0));
            }

            long until = Math.Min(now.Nanoseconds, (bucket + 1) * BucketNanoseconds);
            (long highest, Int128 area) = _buckets[bucket];
            _buckets[bucket] = (Math.Max(highest, Value), area + ((Int128)Value * (until - at)));
            at = until;
        } while (at < now.Nanoseconds || _buckets.Count <= now.Nanoseconds / BucketNanoseconds);

        _since = now;
    }
}
