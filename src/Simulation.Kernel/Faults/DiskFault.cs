using Simulation.Kernel.Nodes;
using Simulation.Kernel.Storage;

namespace Simulation.Kernel.Faults;

/// <summary>A fault that is a rule for the disks of nodes, in force from inject to heal.</summary>
/// <param name="options">Whose disks.</param>
public abstract class DiskFault(NodeTarget options) : NodeFault(options, "disk hurt", "disks hurt")
{
    private readonly List<(Node Node, DiskRule Rule)> _rules = [];

    /// <inheritdoc/>
    protected sealed override void Hurt(Node node, FaultContext context)
    {
        DiskRule rule = CreateRule(context);
        _rules.Add((node, rule));
        node.Device.AddRule(rule);
    }

    /// <inheritdoc/>
    protected sealed override void Mend(Node node, FaultContext context)
    {
        (Node Node, DiskRule Rule) entry = _rules.Find(other => ReferenceEquals(other.Node, node));
        _rules.Remove(entry);
        node.Device.RemoveRule(entry.Rule);
    }

    /// <summary>Makes the rule of one disk.</summary>
    protected abstract DiskRule CreateRule(FaultContext context);
}
