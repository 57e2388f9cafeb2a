using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Storage;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: lost-write</c> takes.</summary>
public sealed record LostWriteOptions : NodeTarget
{
    /// <summary>How often.</summary>
    [Option("Which share of the records never reaches the disk.", Min = "0%", Max = "100%")]
    public Ratio Share { get; init; } = Ratio.One;
}

/// <summary>Loses writes that the disk says it has made.</summary>
public sealed class LostWrite(LostWriteOptions options) : DiskFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "lost-write",
            "Loses a share of the records that the disks of nodes say they have written.",
            typeof(LostWriteOptions),
            options => new LostWrite((LostWriteOptions)options)
        );

    /// <inheritdoc/>
    protected override DiskRule CreateRule(FaultContext context) => new RecordRule(options.Share, context);

    private sealed class RecordRule(Ratio share, FaultContext context) : DiskRule
    {
        private readonly FaultEffect.Tally _records = context.Effect.Of("record lost", "records lost");

        public override RecordFate DecideRecord()
        {
            if (!share.Happens(context.Random))
            {
                return RecordFate.Written;
            }

            _records.Add();
            return RecordFate.Lost;
        }
    }
}
