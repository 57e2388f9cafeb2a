using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: restart</c> takes.</summary>
public sealed record RestartOptions : NodeTarget
{
    /// <summary>How long a node is away.</summary>
    [Option("How long a node takes to come back.")]
    public SimDuration Takes { get; init; } = 1.Seconds;
}

/// <summary>Stops processes in good order and starts them again.</summary>
public static class Restart
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "restart",
            "Stops nodes in good order, with all that they wrote on disk, and starts them again.",
            typeof(RestartOptions),
            options => Create((RestartOptions)options)
        );

    private static Crash Create(RestartOptions options) =>
        new(
            options,
            new CrashStyle(options.Takes, LosesUnsynced: false, "node restarted", "nodes restarted")
        );
}
