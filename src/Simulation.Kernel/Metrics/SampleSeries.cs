using Simulation.Kernel.Events;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Metrics;

/// <summary>Single measurements, each with its virtual time.</summary>
public sealed class SampleSeries : MetricSeries
{
    private readonly List<long> _times = [];
    private readonly List<long> _values = [];

    internal SampleSeries(EventLoop loop, SeriesIdentity identity)
        : base(loop, identity) { }

    /// <summary>How many samples there are.</summary>
    public int Count => _values.Count;

    /// <summary>Whether the samples are lengths of time, in nanoseconds.</summary>
    public bool IsTime { get; private set; }

    /// <summary>Records a length of time.</summary>
    public void Record(SimDuration length)
    {
        IsTime = true;
        Record(length.Nanoseconds);
    }

    /// <summary>Records a plain number or a size in bytes.</summary>
    public void Record(long value)
    {
        _times.Add(Loop.Now.Nanoseconds);
        _values.Add(value);
    }

    /// <summary>The samples of a window, in the order in which they came; nanoseconds, bytes or plain
    /// numbers.</summary>
    public IReadOnlyList<long> In(SimTime start, SimTime end)
    {
        int first = FirstFrom(start.Nanoseconds);
        return _values.GetRange(first, Math.Max(0, FirstFrom(end.Nanoseconds) - first));
    }

    private int FirstFrom(long nanoseconds)
    {
        int low = 0;
        int high = _times.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _times[middle] < nanoseconds ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
