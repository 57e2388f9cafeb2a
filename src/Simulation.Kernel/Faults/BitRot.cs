using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: bit-rot</c> takes.</summary>
public sealed record BitRotOptions : NodeTarget
{
    /// <summary>In how many.</summary>
    [Option("In which share of the records a bit flips.", Min = "0%", Max = "100%")]
    public Ratio Share { get; init; } = new(10_000);
}

/// <summary>Flips bits in what disks hold.</summary>
public sealed class BitRot(BitRotOptions options) : NodeFault(options, "disk rotting", "disks rotting")
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "bit-rot",
            "Flips bits in a share of the records that the disks of nodes hold; whoever reads them next may notice.",
            typeof(BitRotOptions),
            options => new BitRot((BitRotOptions)options)
        );

    /// <inheritdoc/>
    protected override void Hurt(Node node, FaultContext context)
    {
        FaultEffect.Tally rotten = context.Effect.Of("record rotten", "records rotten");
        foreach (ProcessRef process in node.Processes)
        {
            rotten.Add(process.RotDisk(options.Share, context.Random));
        }
    }

    /// <summary>What has rotted stays so until it is written again.</summary>
    protected override void Mend(Node node, FaultContext context) { }
}
