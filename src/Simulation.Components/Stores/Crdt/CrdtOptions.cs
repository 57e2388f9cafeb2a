using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.Crdt;

/// <summary>What can be chosen about a store of conflict-free replicated data types.</summary>
public sealed record CrdtOptions
{
    /// <summary>What each key holds.</summary>
    [Option("What each key holds: lww-map, mv-register, counter or or-set.")]
    public CrdtType Type { get; init; } = CrdtType.LwwMap;

    /// <summary>The pause between two background syncs.</summary>
    [Option("How often a replica syncs what it merged.", Min = "1ms")]
    public SimDuration SyncInterval { get; init; } = 100.Milliseconds;

    /// <summary>The pause between two comparisons.</summary>
    [Option("How often a replica compares its state with that of one other, in turn.", Min = "1ms")]
    public SimDuration AntiEntropyInterval { get; init; } = 500.Milliseconds;

    /// <summary>A defect put in on purpose; only for scenarios that test the checkers.</summary>
    [Option("A defect put in on purpose: none or replace-on-merge.")]
    public PlantedCrdtBug Planted { get; init; } = PlantedCrdtBug.None;
}

/// <summary>The data types.</summary>
public enum CrdtType
{
    /// <summary>Registers; of concurrent writes the one with the later hybrid stamp stays.</summary>
    LwwMap,

    /// <summary>Registers that keep all concurrent writes; a read of several returns the list of
    /// them.</summary>
    MvRegister,

    /// <summary>Counters that go up and down.</summary>
    Counter,

    /// <summary>Sets; an element that is added and removed concurrently stays.</summary>
    OrSet,
}

/// <summary>A defect put in on purpose, so that a scenario can show that its checker bites.</summary>
public enum PlantedCrdtBug
{
    /// <summary>The types as published.</summary>
    None,

    /// <summary>Planted: what comes from another replica takes the place of the state rather than to be
    /// joined with it, so that the order of messages decides.</summary>
    ReplaceOnMerge,
}
