using Simulation.Kernel.Metrics;

namespace Simulation.Components.Services.Policies;

/// <summary>What the policies of a service measure.</summary>
internal sealed class PolicyMeters
{
    private const string TurnedAway = "turned-away";
    private const string Fallbacks = "fallbacks";
    private const string Label = "policy";

    private readonly CountSeries _forRate;
    private readonly CountSeries _fromBulkhead;
    private readonly CountSeries _fallbacks;

    /// <summary>The series of a service, which all its replicas share.</summary>
    public PolicyMeters(MetricRegistry metrics, string component)
    {
        _forRate = metrics.Counts(component, TurnedAway, (Label, "rate-limit"));
        _fromBulkhead = metrics.Counts(component, TurnedAway, (Label, "bulkhead"));
        _fallbacks = metrics.Counts(component, Fallbacks);
    }

    /// <summary>What a kind that has policies declares of them.</summary>
    public static IReadOnlyList<ComponentMetric> Declared { get; } =
    [
        ComponentMetric.Count(
            TurnedAway,
            MetricUnit.Count,
            "Calls that a rate limit or a bulkhead did not let through.",
            Label
        ),
        ComponentMetric.Count(Fallbacks, MetricUnit.Count, "Failed reads that a fallback answered."),
    ];

    /// <summary>A call came too soon after those before it.</summary>
    public void TurnAwayForRate() => _forRate.Add();

    /// <summary>A call came while too many were under way.</summary>
    public void TurnAwayFromBulkhead() => _fromBulkhead.Add();

    /// <summary>A failed read was answered all the same.</summary>
    public void FallBack() => _fallbacks.Add();
}
