using Simulation.Kernel.Faults;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Kernel.Faults;

/// <summary>Options for each fault of the catalogue that bite in a <see cref="ChatterWorld"/>.</summary>
internal static class SampleFaults
{
    private static readonly Ratio Third = new(333_333);

    public static object Options(string name) =>
        Network(name)
        ?? Node(name)
        ?? Disk(name)
        ?? Clock(name)
        ?? Place(name)
        ?? throw new ArgumentException($"give {name} sample options here", nameof(name));

    private static object? Network(string name) =>
        name switch
        {
            "partition" => new PartitionOptions { Shape = PartitionShape.IsolateOne },
            "blackhole" => new BlackholeOptions { Nodes = ["a"] },
            "reject" => new RejectOptions { Nodes = ["a"] },
            "packet-loss" => new PacketLossOptions { Loss = Third },
            "lossy-nic" => new LossyNicOptions { Loss = Third },
            "latency" => new AddedLatencyOptions
            {
                Add = Distribution.Constant(5_000_000),
                Jitter = 1.Milliseconds,
            },
            "one-way-slow" => new OneWaySlowOptions { Add = Distribution.Constant(5_000_000), Nodes = ["a"] },
            "bandwidth" => new LimitedBandwidthOptions { Rate = new Bandwidth(1_000_000), Nodes = ["a"] },
            "duplicate" => new DuplicateOptions { Share = Third },
            "reorder" => new ReorderOptions { Share = Third },
            "corrupt" => new CorruptOptions { Share = Third },
            "clog" => new ClogOptions { Swizzle = true },
            "flap" => new FlapOptions { Period = 100.Milliseconds },
            "fail-slow-then-recover" => new FailSlowOptions { Peak = 20.Milliseconds },
            "brownout" => new BrownoutOptions(),
            _ => null,
        };

    private static object? Node(string name) =>
        name switch
        {
            "crash" => new CrashOptions { Mode = TargetMode.One },
            "restart" => new RestartOptions { Takes = 300.Milliseconds },
            "rolling-restart" => new RollingRestartOptions
            {
                Takes = 100.Milliseconds,
                Pause = 200.Milliseconds,
            },
            "pause" => new PauseOptions { Nodes = ["b"] },
            "slow-cpu" or "slow-node" => new SlowMachineOptions { Factor = 20 },
            "out-of-memory" => new OutOfMemoryOptions { RestartAfter = 500.Milliseconds },
            "wipe" => new WipeOptions { Nodes = ["c"], RestartAfter = 500.Milliseconds },
            "zombie" => new ZombieOptions { Nodes = ["a"] },
            "replication-lag" => new ReplicationLagOptions
            {
                Add = Distribution.Constant(5_000_000),
                Nodes = ["a"],
            },
            "leader-kill" => new LeaderKillOptions(),
            "capacity-loss" => new CapacityLossOptions { Share = new Ratio(500_000) },
            _ => null,
        };

    private static object? Disk(string name) =>
        name switch
        {
            "disk-latency" => new DiskLatencyOptions { Add = Distribution.Constant(5_000_000) },
            "limping-disk" => new LimpingDiskOptions { Factor = 7 },
            "disk-stall" => new DiskStallOptions(),
            "disk-error" => new DiskErrorOptions { Share = Third },
            "disk-full" => new DiskFullOptions { Nodes = ["a"] },
            "torn-write" => new TornWriteOptions(),
            "lost-write" => new LostWriteOptions { Share = Third },
            "lying-fsync" => new LyingFsyncOptions(),
            "fsync-error-then-clean" => new FsyncErrorThenCleanOptions { Share = Third },
            "bit-rot" => new BitRotOptions { Share = Ratio.One },
            "misdirected-write" => new MisdirectedWriteOptions { Share = Third },
            _ => null,
        };

    private static object? Clock(string name) =>
        name switch
        {
            "clock-skew" => new ClockSkewOptions { Offset = 1.Seconds },
            "clock-drift" => new ClockDriftOptions { Ppm = 100_000 },
            "clock-jump" => new ClockJumpOptions { By = 1.Seconds },
            "clock-strobe" => new ClockStrobeOptions { Delta = 1.Seconds, Period = 70.Milliseconds },
            "ntp-lost" => new NtpLostOptions { PpmMax = 1_000 },
            "clock-uncertainty" => new ClockUncertaintyOptions
            {
                Interval = 7.Milliseconds,
                Poll = 300.Milliseconds,
            },
            _ => null,
        };

    private static object? Place(string name) =>
        name switch
        {
            "zone-outage" => new ZoneOutageOptions { Zone = "z1" },
            "region-outage" => new RegionOutageOptions { Region = "lab" },
            "cloud-outage" => new CloudOutageOptions { Cloud = "sky", Partial = new Ratio(700_000) },
            "region-isolated" => new RegionIsolatedOptions { Region = "far" },
            "control-plane-outage" => new ControlPlaneOutageOptions(),
            _ => null,
        };
}
