using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Storage;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: disk-error</c> takes.</summary>
public sealed record DiskErrorOptions : NodeTarget
{
    /// <summary>How often.</summary>
    [Option("Which share of the syncs fails.", Min = "0%", Max = "100%")]
    public Ratio Share { get; init; } = Ratio.One;
}

/// <summary>Lets syncs fail.</summary>
public sealed class DiskError(DiskErrorOptions options) : DiskFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "disk-error",
            "Lets a share of the syncs of nodes fail with an I/O error; a node that sees one stops and starts again.",
            typeof(DiskErrorOptions),
            options => new DiskError((DiskErrorOptions)options)
        );

    /// <inheritdoc/>
    protected override DiskRule CreateRule(FaultContext context) => new FateRule(options.Share, context);

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
