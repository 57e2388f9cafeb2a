namespace Simulation.Kernel.Faults;

/// <summary>Makes nodes slow in every way, and leaves them alive.</summary>
public static class SlowNode
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "slow-node",
            "Makes the processors and the disks of nodes slow; they answer, so that nothing takes them for dead.",
            typeof(SlowMachineOptions),
            options => new SlowMachine((SlowMachineOptions)options, slowsDisk: true)
        );
}
