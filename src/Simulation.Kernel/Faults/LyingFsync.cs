using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Storage;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: lying-fsync</c> takes.</summary>
public sealed record LyingFsyncOptions : NodeTarget
{
    /// <summary>How often.</summary>
    [Option("Which share of the syncs is a lie.", Min = "0%", Max = "100%")]
    public Ratio Share { get; init; } = Ratio.One;
}

/// <summary>Lets disks say that a sync is done when nothing is durable.</summary>
public sealed class LyingFsync(LyingFsyncOptions options) : DiskFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "lying-fsync",
            "Lets the disks of nodes say that a sync is done when nothing is durable: a crash then loses it.",
            typeof(LyingFsyncOptions),
            options => new LyingFsync((LyingFsyncOptions)options)
        );

    /// <inheritdoc/>
    protected override DiskRule CreateRule(FaultContext context) => new FateRule(options.Share, context);

    private sealed class FateRule(Ratio share, FaultContext context) : DiskRule
    {
        private readonly FaultEffect.Tally _syncs = context.Effect.Of("sync that lied", "syncs that lied");

        public override SyncFate DecideSync()
        {
            if (!share.Happens(context.Random))
            {
                return SyncFate.Done;
            }

            _syncs.Add();
            return SyncFate.Lies;
        }
    }
}
