using Simulation.Kernel.Faults;

namespace Simulation.Components.Faults;

/// <summary>All faults that a scenario can inject: those of the world, then those of components.</summary>
public static class FaultCatalog
{
    /// <summary>The faults, in the order in which they are listed and explained.</summary>
    public static IReadOnlyList<FaultKind> All { get; } =
    [
        Partition.Kind,
        Blackhole.Kind,
        Reject.Kind,
        PacketLoss.Kind,
        AddedLatency.Kind,
        LimitedBandwidth.Kind,
        Duplicate.Kind,
        Reorder.Kind,
        Corrupt.Kind,
        Clog.Kind,
        Flap.Kind,
        Crash.Kind,
        Restart.Kind,
        RollingRestart.Kind,
        Pause.Kind,
        SlowCpu.Kind,
        OutOfMemory.Kind,
        Wipe.Kind,
        Zombie.Kind,
        DiskLatency.Kind,
        LimpingDisk.Kind,
        DiskStall.Kind,
        DiskError.Kind,
        DiskFull.Kind,
        TornWrite.Kind,
        LostWrite.Kind,
        LyingFsync.Kind,
        FsyncErrorThenClean.Kind,
        BitRot.Kind,
        MisdirectedWrite.Kind,
        ClockSkew.Kind,
        ClockDrift.Kind,
        ClockJump.Kind,
        ClockStrobe.Kind,
        NtpLost.Kind,
        ClockUncertainty.Kind,
        ZoneOutage.Kind,
        RegionOutage.Kind,
        CloudOutage.Kind,
        RegionIsolated.Kind,
        Brownout.Kind,
        ControlPlaneOutage.Kind,
        CapacityLoss.Kind,
        SlowNode.Kind,
        GrayFailures.LossyNic,
        GrayFailures.OneWaySlow,
        FailSlow.Kind,
        LeaderKill.Kind,
        CacheFlush.Kind,
        CacheExpire.Kind,
        ReplicationLag.Kind,
        LoadSpike.Kind,
        RetryStorm.Kind,
        AddShard.Kind,
        RemoveShard.Kind,
        SplitShard.Kind,
        DnsError.Kind,
        DnsStale.Kind,
    ];

    /// <summary>The fault of a name, or null.</summary>
    public static FaultKind? Find(string name) =>
        All.FirstOrDefault(kind => string.Equals(kind.Name, name, StringComparison.Ordinal));
}
