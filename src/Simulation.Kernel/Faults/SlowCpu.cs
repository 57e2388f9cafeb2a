using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: slow-cpu</c> and <c>inject: slow-node</c> take.</summary>
public sealed record SlowMachineOptions : NodeTarget
{
    /// <summary>How much slower.</summary>
    [Option("How many times longer everything takes.", Min = "1", Max = "10000")]
    public required int Factor { get; init; }

    /// <summary>What a message costs a healthy processor.</summary>
    [Option("How long a healthy processor would handle one message; work at stations slows down by itself.")]
    public SimDuration MessageCost { get; init; } = 50.Microseconds;
}

/// <summary>Makes the processors of nodes slow.</summary>
public static class SlowCpu
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "slow-cpu",
            "Makes the processors of nodes slow: each message takes longer, and messages wait for each other.",
            typeof(SlowMachineOptions),
            options => new SlowMachine((SlowMachineOptions)options, slowsDisk: false)
        );
}
