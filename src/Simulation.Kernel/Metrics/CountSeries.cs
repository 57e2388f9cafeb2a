using Simulation.Kernel.Events;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Metrics;

/// <summary>Counts what happens, by virtual time.</summary>
public sealed class CountSeries : MetricSeries
{
    private readonly List<long> _sums = [];

    internal CountSeries(EventLoop loop, SeriesIdentity identity)
        : base(loop, identity) { }

    /// <summary>The count over the whole run so far.</summary>
    public long Total { get; private set; }

    /// <summary>Counts some.</summary>
    /// <param name="count">At least 0.</param>
    public void Add(long count = 1)
    {
        Invariant.That(count >= 0);
        int bucket = Bucket;
        while (_sums.Count <= bucket)
        {
            _sums.Add(0);
        }

        _sums[bucket] += count;
        Total += count;
    }

    /// <summary>The count of a window.</summary>
    public long SumIn(SimTime start, SimTime end)
    {
        (int first, int last) = Buckets(start, end);
        long sum = 0;
        for (int bucket = first; bucket < Math.Min(last, _sums.Count); bucket++)
        {
            sum += _sums[bucket];
        }

        return sum;
    }
}
