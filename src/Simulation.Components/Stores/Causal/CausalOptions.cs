using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.Causal;

/// <summary>What can be chosen about a causal store, and about one with session guarantees.</summary>
public sealed record CausalOptions
{
    /// <summary>The guarantees that sessions get; causal stores give all four whatever this says.</summary>
    [Option("With consistency: session, which guarantees sessions get; by default all four.")]
    public IReadOnlyList<SessionGuarantee> Guarantees { get; init; } =
    [
        SessionGuarantee.ReadYourWrites,
        SessionGuarantee.MonotonicReads,
        SessionGuarantee.MonotonicWrites,
        SessionGuarantee.WritesFollowReads,
    ];

    /// <summary>The pause between two background syncs.</summary>
    [Option("How often a replica syncs what it took over from others.", Min = "1ms")]
    public SimDuration SyncInterval { get; init; } = 100.Milliseconds;

    /// <summary>The pause between two summaries.</summary>
    [Option("How often a replica tells one other, in turn, what it has, to be sent the rest.", Min = "1ms")]
    public SimDuration AntiEntropyInterval { get; init; } = 200.Milliseconds;

    /// <summary>A defect put in on purpose; only for scenarios that test the checkers.</summary>
    [Option("A defect put in on purpose: none, drop-token or skip-dependencies.")]
    public PlantedCausalBug Planted { get; init; } = PlantedCausalBug.None;
}

/// <summary>A defect put in on purpose, so that a scenario can show that its checker bites.</summary>
public enum PlantedCausalBug
{
    /// <summary>The protocol as published.</summary>
    None,

    /// <summary>Planted: replicas forget what a session has read and written, and never wait for
    /// it.</summary>
    DropToken,

    /// <summary>Planted: writes become visible as they come, before what they depend on.</summary>
    SkipDependencies,
}
