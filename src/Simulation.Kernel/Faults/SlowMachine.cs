using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>Slows down the processors of nodes, and their disks with them where it is to.</summary>
internal sealed class SlowMachine(SlowMachineOptions options, bool slowsDisk)
    : NodeFault(options, "node slowed down", "nodes slowed down")
{
    private readonly List<(Node Node, SlowReceiver Rule)> _rules = [];

    /// <inheritdoc/>
    protected override void Hurt(Node node, FaultContext context)
    {
        SimDuration cost = options.MessageCost * (options.Factor - 1L);
        var rule = new SlowReceiver(node, cost, context);
        _rules.Add((node, rule));
        context.World.Network.AddRule(rule);
        node.SlowDown(options.Factor);
        if (slowsDisk)
        {
            node.Device.SlowDown(options.Factor);
        }
    }

    /// <inheritdoc/>
    protected override void Mend(Node node, FaultContext context)
    {
        (Node, SlowReceiver Rule) entry = _rules.Find(other => ReferenceEquals(other.Node, node));
        _rules.Remove(entry);
        context.World.Network.RemoveRule(entry.Rule);
        node.SpeedUp(options.Factor);
        if (slowsDisk)
        {
            node.Device.SpeedUp(options.Factor);
        }
    }
}
