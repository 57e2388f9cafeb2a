using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: out-of-memory</c> takes.</summary>
public sealed record OutOfMemoryOptions : NodeTarget
{
    /// <summary>When the processes come back.</summary>
    [Option("How long until a supervisor has started the processes again.")]
    public SimDuration RestartAfter { get; init; } = 2.Seconds;
}

/// <summary>Kills processes that took too much memory; the machine stays up.</summary>
public static class OutOfMemory
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "out-of-memory",
            "Kills the processes of nodes that took too much memory; what they wrote still reaches the disk.",
            typeof(OutOfMemoryOptions),
            options => Create((OutOfMemoryOptions)options)
        );

    private static Crash Create(OutOfMemoryOptions options) =>
        new(
            options,
            new CrashStyle(options.RestartAfter, LosesUnsynced: false, "node killed", "nodes killed")
        );
}
