using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Storage;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: misdirected-write</c> takes.</summary>
public sealed record MisdirectedWriteOptions : NodeTarget
{
    /// <summary>How often.</summary>
    [Option("Which share of the records goes astray.", Min = "0%", Max = "100%")]
    public Ratio Share { get; init; } = Ratio.One;
}

/// <summary>Writes records to the wrong place.</summary>
public sealed class MisdirectedWrite(MisdirectedWriteOptions options) : DiskFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "misdirected-write",
            "Writes a share of the records of nodes over the record before, and not where they belong.",
            typeof(MisdirectedWriteOptions),
            options => new MisdirectedWrite((MisdirectedWriteOptions)options)
        );

    /// <inheritdoc/>
    protected override DiskRule CreateRule(FaultContext context) => new RecordRule(options.Share, context);

    private sealed class RecordRule(Ratio share, FaultContext context) : DiskRule
    {
        private readonly FaultEffect.Tally _records = context.Effect.Of(
            "record misdirected",
            "records misdirected"
        );

        public override RecordFate DecideRecord()
        {
            if (!share.Happens(context.Random))
            {
                return RecordFate.Written;
            }

            _records.Add();
            return RecordFate.Misdirected;
        }
    }
}
