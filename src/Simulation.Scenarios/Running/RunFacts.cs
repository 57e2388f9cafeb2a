using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Running;

/// <summary>All that a run left behind, before it is judged.</summary>
internal sealed record RunFacts
{
    /// <summary>The hash of everything observable.</summary>
    public required ulong Fingerprint { get; init; }

    /// <summary>The hash of the load alone.</summary>
    public required ulong LoadFingerprint { get; init; }

    /// <summary>How many events the run took.</summary>
    public required long EventCount { get; init; }

    /// <summary>When the world stopped.</summary>
    public required SimTime WorldEnd { get; init; }

    /// <summary>The workloads, in the order of the file.</summary>
    public required IReadOnlyList<WorkloadRecord> Records { get; init; }

    /// <summary>The faults, in the order of the file.</summary>
    public required IReadOnlyList<FaultOutcome> Faults { get; init; }

    /// <summary>The measured numbers, sorted by name.</summary>
    public required IReadOnlyList<MetricOutcome> Metrics { get; init; }

    /// <summary>What components measured, by time.</summary>
    public required IReadOnlyList<MetricSeries> Series { get; init; }

    /// <summary>What it costs a month; null where the scenario names no prices.</summary>
    public required CostOutcome? Cost { get; init; }

    /// <summary>What components told of, in order.</summary>
    public required IReadOnlyList<Happening> Happenings { get; init; }

    /// <summary>Who took part, in the order of the topology.</summary>
    public IReadOnlyList<NodeOutcome> Nodes { get; init; } = [];

    /// <summary>How often each thing happened, sorted by name.</summary>
    public IReadOnlyList<HappeningCount> HappeningCounts() =>
        [
            .. Happenings
                .GroupBy(happening => happening.Name)
                .Select(group => new HappeningCount(group.Key, group.Count()))
                .OrderBy(count => count.Name, StringComparer.Ordinal),
        ];
}
