using Simulation.Kernel.Nodes;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: pause</c> takes.</summary>
public sealed record PauseOptions : NodeTarget;

/// <summary>Freezes nodes, as a long garbage collection or a suspended virtual machine does.</summary>
public sealed class Pause(PauseOptions options) : NodeFault(options, "node paused", "nodes paused")
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "pause",
            "Freezes nodes, as a long garbage collection does: timers are late, messages wait, clocks go on.",
            typeof(PauseOptions),
            options => new Pause((PauseOptions)options)
        );

    /// <inheritdoc/>
    protected override void Hurt(Node node, FaultContext context) => node.Pause();

    /// <inheritdoc/>
    protected override void Mend(Node node, FaultContext context) => node.Resume();
}
