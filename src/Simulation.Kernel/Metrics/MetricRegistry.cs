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
    private readonly Dictionary<string, MetricSeries> _seriesByText = new(StringComparer.Ordinal);
    private readonly List<MetricSeries> _series = [];

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
    public TimeSeries PerBucket(string name, SimDuration bucket) =>
        Get(name, () => new TimeSeries(loop, bucket));

    /// <summary>The series of all components, in the order in which they were first asked for.</summary>
    public IReadOnlyList<MetricSeries> Series => _series;

    /// <summary>Brings all levels up to this instant, before any of them is asked for.</summary>
    public void Settle()
    {
        foreach (LevelSeries level in _series.OfType<LevelSeries>())
        {
            level.Settle();
        }
    }

    /// <summary>The series of things that a component counts.</summary>
    /// <param name="component">The component's name.</param>
    /// <param name="metric">What it counts, as its kind declares it.</param>
    /// <param name="labels">Which of several series it is, such as <c>("shard", "3")</c>.</param>
    public CountSeries Counts(
        string component,
        string metric,
        params ReadOnlySpan<(string Key, string Value)> labels
    ) => Find(component, metric, labels, identity => new CountSeries(loop, identity));

    /// <summary>The series of a component's level that goes up and down.</summary>
    /// <inheritdoc cref="Counts"/>
    public LevelSeries Levels(
        string component,
        string metric,
        params ReadOnlySpan<(string Key, string Value)> labels
    ) => Find(component, metric, labels, identity => new LevelSeries(loop, identity));

    /// <summary>The series of a component's single measurements.</summary>
    /// <inheritdoc cref="Counts"/>
    public SampleSeries Samples(
        string component,
        string metric,
        params ReadOnlySpan<(string Key, string Value)> labels
    ) => Find(component, metric, labels, identity => new SampleSeries(loop, identity));

    private T Find<T>(
        string component,
        string metric,
        ReadOnlySpan<(string Key, string Value)> labels,
        Func<SeriesIdentity, T> create
    )
        where T : MetricSeries
    {
        var identity = new SeriesIdentity(component, metric, [.. labels]);
        string text = identity.ToString();
        if (!_seriesByText.TryGetValue(text, out MetricSeries? series))
        {
            series = create(identity);
            _seriesByText.Add(text, series);
            _series.Add(series);
        }

        Invariant.That(series is T);
        return (T)series;
    }

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
