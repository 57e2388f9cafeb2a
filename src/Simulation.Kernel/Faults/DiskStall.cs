using Simulation.Kernel.Nodes;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: disk-stall</c> takes.</summary>
public sealed record DiskStallOptions : NodeTarget;

/// <summary>Lets disks stand still.</summary>
public sealed class DiskStall(DiskStallOptions options) : NodeFault(options, "disk stalled", "disks stalled")
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "disk-stall",
            "Lets the disks of nodes stand still: no sync ends until the fault does.",
            typeof(DiskStallOptions),
            options => new DiskStall((DiskStallOptions)options)
        );

    /// <inheritdoc/>
    protected override void Hurt(Node node, FaultContext context) => node.Device.Stall();

    /// <inheritdoc/>
    protected override void Mend(Node node, FaultContext context) => node.Device.Unstall();
}
