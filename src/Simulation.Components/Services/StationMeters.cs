using Simulation.Kernel.Metrics;
using Simulation.Kernel.Time;

namespace Simulation.Components.Services;

/// <summary>
/// What a station measures: how many came, how many are there, and how long each stayed, each on its own, so
/// that Little's law can be tested on them.
/// </summary>
/// <remarks>Source: Little, "A Proof for the Queuing Formula: L = lambda W", Operations Research 9(3),
/// 1961.</remarks>
public sealed class StationMeters
{
    private readonly CountSeries _arrivals;
    private readonly CountSeries _rejected;
    private readonly CountSeries _shed;
    private readonly LevelSeries _present;
    private readonly SampleSeries _stays;

    /// <summary>The series of one station; what an earlier incarnation held is gone with it.</summary>
    public StationMeters(
        MetricRegistry metrics,
        string component,
        params ReadOnlySpan<(string Key, string Value)> labels
    )
    {
        _arrivals = metrics.Counts(component, "arrivals", labels);
        _rejected = metrics.Counts(component, "rejected", labels);
        _shed = metrics.Counts(component, "shed", labels);
        _present = metrics.Levels(component, "present", labels);
        _stays = metrics.Samples(component, "stay", labels);
        Queue = metrics.Levels(component, "queue", labels);
        Waits = metrics.Samples(component, "wait", labels);
        Queue.Set(0);
        _present.Set(0);
    }

    /// <summary>What a kind that has stations declares of them.</summary>
    public static IReadOnlyList<ComponentMetric> Declared(string label) =>
        [
            ComponentMetric.Count("arrivals", MetricUnit.Count, "Jobs that a station took in.", label),
            ComponentMetric.Count("rejected", MetricUnit.Count, "Jobs that a full queue turned away.", label),
            ComponentMetric.Count("shed", MetricUnit.Count, "Jobs given up for newer ones.", label),
            ComponentMetric.Level("present", MetricUnit.Count, "Jobs that wait or are served.", label),
            ComponentMetric.Level("queue", MetricUnit.Count, "Jobs that wait for a worker.", label),
            ComponentMetric.Samples("wait", MetricUnit.Duration, "How long a job waited.", label),
            ComponentMetric.Samples("stay", MetricUnit.Duration, "Waiting and service together.", label),
        ];

    /// <summary>How many wait.</summary>
    public LevelSeries Queue { get; }

    /// <summary>How long each waited.</summary>
    public SampleSeries Waits { get; }

    /// <summary>A job was taken in.</summary>
    public void Enter()
    {
        _arrivals.Add(1);
        _present.Add(1);
    }

    /// <summary>A job found the queue full.</summary>
    public void TurnAway() => _rejected.Add(1);

    /// <summary>A job was given up for a newer one.</summary>
    public void Shed()
    {
        _shed.Add(1);
        _present.Add(-1);
    }

    /// <summary>A job is done.</summary>
    public void Leave(SimDuration stay)
    {
        _present.Add(-1);
        _stays.Record(stay);
    }
}
