using Simulation.Kernel.Options;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Storage;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: disk-latency</c> takes.</summary>
public sealed record DiskLatencyOptions : NodeTarget
{
    /// <summary>How much longer.</summary>
    [Option("How much longer each sync takes; a length or a distribution.")]
    public required Distribution Add { get; init; }

    /// <summary>How far that varies.</summary>
    [Option("How far the added latency varies, up or down, never below nothing.")]
    public SimDuration Jitter { get; init; }
}

/// <summary>Makes disks slow.</summary>
public sealed class DiskLatency(DiskLatencyOptions options) : DiskFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "disk-latency",
            "Makes each sync of the disks of nodes take longer, by a constant or a varying length.",
            typeof(DiskLatencyOptions),
            options => new DiskLatency((DiskLatencyOptions)options)
        );

    /// <inheritdoc/>
    protected override DiskRule CreateRule(FaultContext context) => new SlowRule(options, context);

    private sealed class SlowRule(DiskLatencyOptions options, FaultContext context) : DiskRule
    {
        private readonly FaultEffect.Tally _slowed = context.Effect.Of("sync slowed", "syncs slowed");

        public override SimDuration Delay()
        {
            _slowed.Add();
            long jitter = options.Jitter.Nanoseconds;
            long wobble = jitter == 0 ? 0 : context.Random.NextBelow((2 * jitter) + 1) - jitter;
            return new SimDuration(Math.Max(0, options.Add.Draw(context.Random) + wobble));
        }
    }
}
