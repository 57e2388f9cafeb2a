using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Recovery;

/// <summary>What a disaster cost the clients of a workload: data, and time.</summary>
public sealed record RecoveryOutcome
{
    /// <summary>Whose clients.</summary>
    public required string Workload { get; init; }

    /// <summary>The fault that is the disaster.</summary>
    public required string Fault { get; init; }

    /// <summary>When it struck.</summary>
    public required SimTime Struck { get; init; }

    /// <summary>Acknowledged writes that are gone.</summary>
    public required int LostWrites { get; init; }

    /// <summary>
    /// The recovery point: the length of time whose acknowledged writes are not all there; null where no write
    /// was acknowledged.
    /// </summary>
    public required SimDuration? Point { get; init; }

    /// <summary>The recovery time: from the disaster until clients are served again; null for never.</summary>
    public required SimDuration? Time { get; init; }

    /// <summary>What the recovery time went into, in order; together they are as long.</summary>
    public required IReadOnlyList<RecoveryPhase> Phases { get; init; }
}

/// <summary>A part of a recovery.</summary>
/// <param name="Name"><c>detect</c>, <c>decide</c>, <c>move</c> or <c>warm_up</c>.</param>
/// <param name="Length">How long it took; nothing where no component told of its end.</param>
public sealed record RecoveryPhase(string Name, SimDuration Length);
