using Simulation.Kernel.Nodes;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: pause</c> takes.</summary>
public sealed record PauseOptions : NodeTarget;

/// <summary>Freezes nodes, as a long garbage collection or a suspended virtual machine does.</summary>
public sealed class Pause(PauseOptions options) : Fault
{
    private IReadOnlyList<Node> _nodes = [];

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "pause",
            "Freezes nodes, as a long garbage collection does: timers are late, messages wait, clocks go on.",
            typeof(PauseOptions),
            options => new Pause((PauseOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => string.Join(" ", _nodes.Select(node => node.Name));

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        _nodes = options.Select(context.World, context.Random);
        foreach (Node node in _nodes)
        {
            node.Pause();
        }

        context.Effect.Of("node paused", "nodes paused").Add(_nodes.Count);
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context)
    {
        foreach (Node node in _nodes)
        {
            node.Resume();
        }
    }
}
