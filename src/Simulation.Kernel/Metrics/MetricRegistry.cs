using Simulation.Kernel.Events;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Metrics;

/// <summary>
/// The measurements of one run, by name; listed in the order in which they were first asked for.
/// </summary>
public sealed class MetricRegistry(EventLoop loop)
{
    private readonly Dictionary<string, object> _byName = new(StringComparer.Ordinal);
    private readonly List<(string Name, object Metric)> _all = [];

    /// <summary>All metrics, sorted by name.</summary>
    public IEnumerable<(string Name, object Metric)> All =>
        _all.OrderBy(entry => entry.Name, StringComparer.Ordinal);

    /// <summary>The counter of a name, made when first asked for.</summary>
    public Counter Counter(string name) => Get(name, () => new Counter());

    /// <summary>The gauge of a name, made when first asked for.</summary>
    public Gauge Gauge(string name) => Get(name, () => new Gauge());

    /// <summary>The latency histogram of a name, made when first asked for.</summary>
    public LatencyHistogram Latency(string name) => Get(name, () => new LatencyHistogram());

    /// <summary>The time series of a name with a bucket length, made when first asked for.</summary>
    public TimeSeries Series(string name, SimDuration bucket) =>
        Get(name, () => new TimeSeries(loop, bucket));

    private T Get<T>(string name, Func<T> create)
        where T : class
    {
        if (!_byName.TryGetValue(name, out object? metric))
        {
            metric = create();
            _byName.Add(name, metric);
            _all.Add((name, metric));
        }

        Invariant.That(metric is T);
        return (T)metric;
    }
}
