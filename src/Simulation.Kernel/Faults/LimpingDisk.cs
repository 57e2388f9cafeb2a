using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: limping-disk</c> takes.</summary>
public sealed record LimpingDiskOptions : NodeTarget
{
    /// <summary>How much slower.</summary>
    [Option("How many times longer a sync takes.", Min = "1", Max = "10000")]
    public required int Factor { get; init; }
}

/// <summary>Makes disks slower by a factor.</summary>
public sealed class LimpingDisk(LimpingDiskOptions options)
    : NodeFault(options, "disk limping", "disks limping")
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "limping-disk",
            "Makes the disks of nodes slower by a factor, as one that is about to die.",
            typeof(LimpingDiskOptions),
            options => new LimpingDisk((LimpingDiskOptions)options)
        );

    /// <inheritdoc/>
    protected override void Hurt(Node node, FaultContext context) => node.Device.SlowDown(options.Factor);

    /// <inheritdoc/>
    protected override void Mend(Node node, FaultContext context) => node.Device.SpeedUp(options.Factor);
}
