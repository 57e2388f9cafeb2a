using Simulation.Kernel.Metrics;

namespace Simulation.Components.Caches;

/// <summary>What a cache measures of near caches and of invalidation; a cache without them has none of
/// it.</summary>
internal sealed class NearMetrics(MetricRegistry metrics, string component)
{
    /// <summary>All of it, as expectations may ask for it.</summary>
    public static IReadOnlyList<ComponentMetric> All { get; } =
    [
        ComponentMetric.Count("near-gets", MetricUnit.Count, "Reads that looked into a near cache."),
        ComponentMetric.Count("near-hits", MetricUnit.Count, "Reads for which a near cache had an entry."),
        ComponentMetric.Count("invalidations", MetricUnit.Count, "Invalidations, one for each receiver."),
        ComponentMetric.Count(
            "invalidations-received",
            MetricUnit.Count,
            "Invalidations that came, repetitions not counted; the others are lost or on their way."
        ),
        ComponentMetric.Count("invalidations-repeated", MetricUnit.Count, "Invalidations sent once more."),
        ComponentMetric.Count(
            "invalidations-late",
            MetricUnit.Count,
            "Invalidations that came after their entry had been served once more."
        ),
        ComponentMetric.Count(
            "invalidations-overflowed",
            MetricUnit.Count,
            "Invalidations of a full queue, for which the receiver dropped everything."
        ),
        ComponentMetric.Samples(
            "invalidation-time",
            MetricUnit.Duration,
            "From the end of a write until a receiver knew of it."
        ),
        ComponentMetric.Count("validations", MetricUnit.Count, "Entries compared with the store."),
        ComponentMetric.Count(
            "validations-stale",
            MetricUnit.Count,
            "Entries that differed from the store, and were not served."
        ),
    ];

    public CountSeries Gets { get; } = metrics.Counts(component, "near-gets");

    public CountSeries Hits { get; } = metrics.Counts(component, "near-hits");

    public CountSeries Sent { get; } = metrics.Counts(component, "invalidations");

    public CountSeries Received { get; } = metrics.Counts(component, "invalidations-received");

    public CountSeries Repeated { get; } = metrics.Counts(component, "invalidations-repeated");

    public CountSeries Late { get; } = metrics.Counts(component, "invalidations-late");

    public CountSeries Overflowed { get; } = metrics.Counts(component, "invalidations-overflowed");

    public SampleSeries Time { get; } = metrics.Samples(component, "invalidation-time");

    public CountSeries Validations { get; } = metrics.Counts(component, "validations");

    public CountSeries ValidationsStale { get; } = metrics.Counts(component, "validations-stale");
}
