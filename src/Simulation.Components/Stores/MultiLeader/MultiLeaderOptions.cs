using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.MultiLeader;

/// <summary>What can be chosen about a multi-leader store.</summary>
public sealed record MultiLeaderOptions
{
    /// <summary>The clock that decides between writes.</summary>
    [Option("Which clock stamps writes: hybrid, or the node's wall clock, whose skew then loses updates.")]
    public StampClock Stamp { get; init; } = StampClock.Hybrid;

    /// <summary>When a write is acknowledged.</summary>
    [Option("When a replica acknowledges a write: once it is synced (each-write), or at once (background).")]
    public WriteSync Sync { get; init; } = WriteSync.EachWrite;

    /// <summary>The pause between two background syncs.</summary>
    [Option(
        "How often a replica syncs what it took over from others, or all of it with sync: background.",
        Min = "1ms"
    )]
    public SimDuration SyncInterval { get; init; } = 100.Milliseconds;

    /// <summary>The pause between two comparisons.</summary>
    [Option("How often a replica compares its state with that of one other, in turn.", Min = "1ms")]
    public SimDuration AntiEntropyInterval { get; init; } = 500.Milliseconds;
}

/// <summary>The clock that stamps writes.</summary>
public enum StampClock
{
    /// <summary>A hybrid logical clock: never behind what the replica has seen.</summary>
    Hybrid,

    /// <summary>The node's own clock as it is: a write of a slow clock loses against earlier ones.</summary>
    WallClock,
}

/// <summary>When a write is acknowledged.</summary>
public enum WriteSync
{
    /// <summary>Once it would survive a crash of its replica.</summary>
    EachWrite,

    /// <summary>At once; a crash loses what the last background sync has not covered, unless a peer has
    /// it.</summary>
    Background,
}
