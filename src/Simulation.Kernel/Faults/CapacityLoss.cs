using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: capacity-loss</c> takes.</summary>
public sealed record CapacityLossOptions : NodeTarget
{
    /// <summary>Which share.</summary>
    [Option("Which share of the nodes goes, rounded down.", Min = "0%", Max = "100%")]
    public required Ratio Share { get; init; }
}

/// <summary>Takes a share of the nodes away.</summary>
public static class CapacityLoss
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "capacity-loss",
            "Takes a share of the nodes away, drawn at random, until the fault ends.",
            typeof(CapacityLossOptions),
            options => Create((CapacityLossOptions)options)
        );

    private static Crash Create(CapacityLossOptions options) =>
        new(
            options with
            {
                Mode = TargetMode.FixedPercent,
                Percent = options.Share,
            },
            new CrashStyle(null, LosesUnsynced: true, "node lost", "nodes lost")
        );
}
