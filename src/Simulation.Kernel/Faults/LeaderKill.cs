using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: leader-kill</c> takes.</summary>
public sealed record LeaderKillOptions : NodeTarget
{
    /// <summary>When it comes back.</summary>
    [Option("How long after the crash the node starts again; off: when the fault ends.")]
    public SimDuration? RestartAfter { get; init; }
}

/// <summary>Crashes whoever leads.</summary>
public static class LeaderKill
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "leader-kill",
            "Crashes the node that leads now: one with the role leader or primary.",
            typeof(LeaderKillOptions),
            options => Create((LeaderKillOptions)options)
        );

    private static Crash Create(LeaderKillOptions options) =>
        new(
            options with
            {
                Roles = ["leader", "primary"],
                Mode = TargetMode.One,
            },
            new CrashStyle(options.RestartAfter, LosesUnsynced: true, "leader killed", "leaders killed")
        );
}
