using Simulation.Kernel.Metrics;

namespace Simulation.Components.Caches;

/// <summary>What a cache measures about itself.</summary>
internal sealed class CacheMetrics(MetricRegistry metrics, string component)
{
    /// <summary>All of it, as expectations may ask for it.</summary>
    public static IReadOnlyList<ComponentMetric> All { get; } =
    [
        ComponentMetric.Count("gets", MetricUnit.Count, "Reads that looked into the cache."),
        ComponentMetric.Count("hits", MetricUnit.Count, "Reads that the cache answered."),
        ComponentMetric.Count("misses", MetricUnit.Count, "Reads for which the cache had nothing."),
        ComponentMetric.Count("stale-serves", MetricUnit.Count, "Reads answered with an expired entry."),
        ComponentMetric.Count("loads", MetricUnit.Count, "Reads of the store to fill the cache."),
        ComponentMetric.Count("refreshes", MetricUnit.Count, "Loads of entries that were still served."),
        ComponentMetric.Count("store-writes", MetricUnit.Count, "Writes that went to the store."),
        ComponentMetric.Count("evictions", MetricUnit.Count, "Entries that went for want of room."),
        ComponentMetric.Count("bypasses", MetricUnit.Count, "Requests that went past a silent cache node."),
        ComponentMetric.Count(
            "lost-dirty",
            MetricUnit.Count,
            "Acknowledged writes that died with a cache node."
        ),
        ComponentMetric.Level("entries", MetricUnit.Count, "Entries in a cache node.", "node"),
        ComponentMetric.Level("dirty", MetricUnit.Count, "Acknowledged writes not in the store yet.", "node"),
        ComponentMetric.Samples("load-time", MetricUnit.Duration, "How long a load from the store took."),
    ];

    public CountSeries Gets { get; } = metrics.Counts(component, "gets");

    public CountSeries Hits { get; } = metrics.Counts(component, "hits");

    public CountSeries Misses { get; } = metrics.Counts(component, "misses");

    public CountSeries StaleServes { get; } = metrics.Counts(component, "stale-serves");

    public CountSeries Loads { get; } = metrics.Counts(component, "loads");

    public CountSeries Refreshes { get; } = metrics.Counts(component, "refreshes");

    public CountSeries StoreWrites { get; } = metrics.Counts(component, "store-writes");

    public CountSeries Evictions { get; } = metrics.Counts(component, "evictions");

    public CountSeries Bypasses { get; } = metrics.Counts(component, "bypasses");

    public CountSeries LostDirty { get; } = metrics.Counts(component, "lost-dirty");

    public SampleSeries LoadTime { get; } = metrics.Samples(component, "load-time");

    public LevelSeries Entries(string node) => metrics.Levels(component, "entries", ("node", node));

    public LevelSeries Dirty(string node) => metrics.Levels(component, "dirty", ("node", node));
}
