using Simulation.Kernel.Events;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Metrics;

/// <summary>Counts in buckets of virtual time: what happened in each second, say.</summary>
public sealed class TimeSeries(EventLoop loop, SimDuration bucket)
{
    private readonly List<long> _sums = [];

    /// <summary>The length of a bucket.</summary>
    public SimDuration Bucket => bucket;

    /// <summary>
    /// The sum of each bucket since the run began; buckets after the last value are not there.
    /// </summary>
    public IReadOnlyList<long> Sums => _sums;

    /// <summary>Adds to the bucket of this instant.</summary>
    public void Add(long value = 1)
    {
        int index = (int)(loop.Now.Nanoseconds / bucket.Nanoseconds);
        while (_sums.Count <= index)
        {
            _sums.Add(0);
        }

        _sums[index] += value;
    }
}
