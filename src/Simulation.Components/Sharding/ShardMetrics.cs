using System.Globalization;
using Simulation.Kernel.Metrics;

namespace Simulation.Components.Sharding;

/// <summary>What a sharded store measures of one shard.</summary>
internal sealed class ShardMetrics(MetricRegistry registry, string component, int shard)
{
    private readonly (string, string) _label = ("shard", shard.ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads that it answered.</summary>
    public CountSeries Reads { get; } = registry.Counts(component, "reads", Label(shard));

    /// <summary>What else it answered.</summary>
    public CountSeries Writes { get; } = registry.Counts(component, "writes", Label(shard));

    /// <summary>What it refused because its queue was full.</summary>
    public CountSeries Rejected { get; } = registry.Counts(component, "rejected", Label(shard));

    /// <summary>Reads that it answered with the execution of another.</summary>
    public CountSeries Coalesced => field ??= registry.Counts(component, "coalesced", Label(shard));

    /// <summary>From a request's arrival at the shard to its answer.</summary>
    public SampleSeries Latency { get; } = registry.Samples(component, "latency", Label(shard));

    /// <summary>A gauge of a replica's queue; the shard's level is that of all its replicas.</summary>
    public QueueGauge NewGauge() => new(registry.Levels(component, "queue", _label));

    private static (string, string) Label(int shard) =>
        ("shard", shard.ToString(CultureInfo.InvariantCulture));
}

/// <summary>The part of a level that is one replica's; it belongs to the lab, and outlives a crash.</summary>
internal sealed class QueueGauge(LevelSeries level)
{
    private int _shown;

    /// <summary>So many wait at this replica now.</summary>
    public void Show(int length)
    {
        if (length != _shown)
        {
            level.Add(length - _shown);
            _shown = length;
        }
    }
}

/// <summary>What a sharded store measures of its map and of hand-overs.</summary>
internal sealed class MoveMetrics(MetricRegistry registry, string component)
{
    /// <summary>Answers that another shard has the key.</summary>
    public CountSeries Moved { get; } = registry.Counts(component, "moved");

    /// <summary>Answers given for a key by a shard that had it no more.</summary>
    public CountSeries Misrouted { get; } = registry.Counts(component, "misrouted");

    /// <summary>Keys handed over.</summary>
    public CountSeries Keys { get; } = registry.Counts(component, "keys-moved");

    /// <summary>Parts handed over.</summary>
    public CountSeries Parts { get; } = registry.Counts(component, "parts-moved");

    /// <summary>Bytes handed over.</summary>
    public CountSeries Bytes { get; } = registry.Counts(component, "bytes-moved");

    /// <summary>How long a part was served by nobody.</summary>
    public SampleSeries Freeze { get; } = registry.Samples(component, "freeze-time");

    /// <summary>How long a change of the shards took from its beginning to its end.</summary>
    public SampleSeries Change { get; } = registry.Samples(component, "move-time");

    /// <summary>All metrics, as expectations ask for them.</summary>
    public static IReadOnlyList<ComponentMetric> All { get; } =
    [
        ComponentMetric.Count("reads", MetricUnit.Count, "Reads that a shard answered.", "shard"),
        ComponentMetric.Count("writes", MetricUnit.Count, "Writes that a shard answered.", "shard"),
        ComponentMetric.Count("rejected", MetricUnit.Count, "Requests refused for a full queue.", "shard"),
        ComponentMetric.Count(
            "coalesced",
            MetricUnit.Count,
            "Reads that a shard answered with the execution of another one of the same key.",
            "shard"
        ),
        ComponentMetric.Samples(
            "latency",
            MetricUnit.Duration,
            "From a request's arrival at its shard to the answer.",
            "shard"
        ),
        ComponentMetric.Level("queue", MetricUnit.Count, "Requests that wait for a shard.", "shard"),
        ComponentMetric.Count("moved", MetricUnit.Count, "Answers that another shard has the key."),
        ComponentMetric.Count(
            "misrouted",
            MetricUnit.Count,
            "Answers of a shard that did not have the key any more."
        ),
        ComponentMetric.Count("keys-moved", MetricUnit.Count, "Keys handed from one shard to another."),
        ComponentMetric.Count("parts-moved", MetricUnit.Count, "Slots or ranges handed over."),
        ComponentMetric.Count("bytes-moved", MetricUnit.Bytes, "Data handed over."),
        ComponentMetric.Samples(
            "freeze-time",
            MetricUnit.Duration,
            "How long a slot or range was served by nobody while it was handed over."
        ),
        ComponentMetric.Samples(
            "move-time",
            MetricUnit.Duration,
            "How long a change of the shards took from its beginning to its end."
        ),
    ];
}
