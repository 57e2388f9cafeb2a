using Simulation.Kernel.Metrics;

namespace Simulation.Components.Derived;

/// <summary>What a derived store measures about itself.</summary>
internal sealed class DerivedMetrics(MetricRegistry metrics, string component)
{
    /// <summary>All of it, as expectations may ask for it.</summary>
    public static IReadOnlyList<ComponentMetric> All { get; } =
    [
        ComponentMetric.Count("deliveries", MetricUnit.Count, "Events that the relay brought to the sink."),
        ComponentMetric.Count(
            "redeliveries",
            MetricUnit.Count,
            "Events that came when the sink had been brought the same or a later one of their key."
        ),
        ComponentMetric.Count(
            "duplicates-skipped",
            MetricUnit.Count,
            "Events that were left out because the sink had their version or a later one."
        ),
        ComponentMetric.Count(
            "half-writes",
            MetricUnit.Count,
            "Dual writes of which one store has taken its part and the other may not have."
        ),
        ComponentMetric.Count(
            "snapshots",
            MetricUnit.Count,
            "Times that all keys were read, since the changes that were wanted were not kept any more."
        ),
        ComponentMetric.Level("backlog", MetricUnit.Count, "Events that wait for the relay, as it knows."),
        ComponentMetric.Samples(
            "propagation",
            MetricUnit.Duration,
            "From the moment that the source was asked to commit a write until the sink had it."
        ),
    ];

    public CountSeries Deliveries { get; } = metrics.Counts(component, "deliveries");

    public CountSeries Redeliveries { get; } = metrics.Counts(component, "redeliveries");

    public CountSeries DuplicatesSkipped { get; } = metrics.Counts(component, "duplicates-skipped");

    public CountSeries HalfWrites { get; } = metrics.Counts(component, "half-writes");

    public CountSeries Snapshots { get; } = metrics.Counts(component, "snapshots");

    public LevelSeries Backlog { get; } = metrics.Levels(component, "backlog");

    public SampleSeries Propagation { get; } = metrics.Samples(component, "propagation");
}
