using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: wipe</c> takes.</summary>
public sealed record WipeOptions : NodeTarget
{
    /// <summary>When they come back.</summary>
    [Option("How long until a node comes back, empty; off: when the fault ends.")]
    public SimDuration? RestartAfter { get; init; } = 5.Seconds;
}

/// <summary>Lets nodes come back with empty disks.</summary>
public static class Wipe
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "wipe",
            "Stops nodes and lets them come back with empty disks, as a machine that was replaced.",
            typeof(WipeOptions),
            options => Create((WipeOptions)options)
        );

    private static Crash Create(WipeOptions options) =>
        new(
            options,
            new CrashStyle(options.RestartAfter, LosesUnsynced: true, "node wiped", "nodes wiped")
            {
                Wipes = true,
            }
        );
}
