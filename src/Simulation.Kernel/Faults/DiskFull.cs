using Simulation.Kernel.Quantities;
using Simulation.Kernel.Storage;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: disk-full</c> takes.</summary>
public sealed record DiskFullOptions : NodeTarget;

/// <summary>Fills disks up.</summary>
public sealed class DiskFull(DiskFullOptions options) : DiskFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "disk-full",
            "Fills the disks of nodes: every sync fails until the fault ends, and the nodes start in vain.",
            typeof(DiskFullOptions),
            options => new DiskFull((DiskFullOptions)options)
        );

    /// <inheritdoc/>
    protected override DiskRule CreateRule(FaultContext context) => new FateRule(Ratio.One, context);

    private sealed class FateRule(Ratio share, FaultContext context) : DiskRule
    {
        private readonly FaultEffect.Tally _syncs = context.Effect.Of("sync failed", "syncs failed");

        public override SyncFate DecideSync()
        {
            if (!share.Happens(context.Random))
            {
                return SyncFate.Done;
            }

            _syncs.Add();
            return SyncFate.Fails;
        }
    }
}
