using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Probes;

/// <summary>
/// A process that does one thing that the determinism layer must make repeatable, or must catch.
/// </summary>
internal sealed record ProbeEntry(string Name, Func<Process> Create)
{
    /// <summary>Puts into the world what the process asks.</summary>
    public Action<World> Prepare { get; init; } = _ => { };
}

/// <summary>All probes.</summary>
internal static class ProbeCatalog
{
    public static IReadOnlyList<ProbeEntry> All { get; } =
    [
        new("ask-and-pipe-to", () => new AskAndPipeTo()),
        new("task-run", () => new TaskRun()),
        new("children", () => new Children()),
        new("polly", () => new PollyPipeline()),
        new("guarded-services", () => new GuardedServices()) { Prepare = GuardedServices.Prepare },
        new("foreign-thread", () => new ForeignThread()),
        new("real-timer", () => new RealTimer()),
        new("stray-pool-item", () => new StrayPoolItem()),
        new("left-event", () => new LeftEvent()),
    ];
}
