using Simulation.Kernel.Nodes;

namespace Simulation.Kernel.Faults;

/// <summary>A fault that is done to each of some nodes, and undone by the heal.</summary>
/// <param name="options">Which nodes.</param>
/// <param name="one">What the effect line says of one of them, such as <c>node paused</c>.</param>
/// <param name="many">What it says of several.</param>
public abstract class NodeFault(NodeTarget options, string one, string many) : Fault
{
    private IReadOnlyList<Node> _nodes = [];

    /// <inheritdoc/>
    public sealed override string Target => string.Join(" ", _nodes.Select(node => node.Name));

    /// <inheritdoc/>
    public sealed override void Inject(FaultContext context)
    {
        _nodes = options.Select(context.World, context.Random);
        foreach (Node node in _nodes)
        {
            Hurt(node, context);
        }

        context.Effect.Of(one, many).Add(_nodes.Count);
    }

    /// <inheritdoc/>
    public sealed override void Heal(FaultContext context)
    {
        foreach (Node node in _nodes)
        {
            Mend(node, context);
        }
    }

    /// <summary>Does it to a node.</summary>
    protected abstract void Hurt(Node node, FaultContext context);

    /// <summary>Undoes it.</summary>
    protected abstract void Mend(Node node, FaultContext context);
}
