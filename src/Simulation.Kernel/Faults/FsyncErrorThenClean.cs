using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Storage;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: fsync-error-then-clean</c> takes.</summary>
public sealed record FsyncErrorThenCleanOptions : NodeTarget
{
    /// <summary>How often.</summary>
    [Option("Which share of the syncs fails.", Min = "0%", Max = "100%")]
    public Ratio Share { get; init; } = Ratio.One;
}

/// <summary>Lets a sync fail once, and forget what it had to write.</summary>
public sealed class FsyncErrorThenClean(FsyncErrorThenCleanOptions options) : DiskFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "fsync-error-then-clean",
            "Lets a share of the syncs fail and forget what they had to write: the next one says that all is well.",
            typeof(FsyncErrorThenCleanOptions),
            options => new FsyncErrorThenClean((FsyncErrorThenCleanOptions)options)
        );

    /// <inheritdoc/>
    protected override DiskRule CreateRule(FaultContext context) => new FateRule(options.Share, context);

    private sealed class FateRule(Ratio share, FaultContext context) : DiskRule
    {
        private readonly FaultEffect.Tally _syncs = context.Effect.Of(
            "sync failed and forgotten",
            "syncs failed and forgotten"
        );

        public override SyncFate DecideSync()
        {
            if (!share.Happens(context.Random))
            {
                return SyncFate.Done;
            }

            _syncs.Add();
            return SyncFate.FailsAndForgets;
        }
    }
}
