using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>Lets the messages to a node wait for each other at its slow processor.</summary>
/// <param name="node">The node.</param>
/// <param name="cost">How long each message keeps the processor busy.</param>
/// <param name="context">Where it is counted.</param>
internal sealed class SlowReceiver(Node node, SimDuration cost, FaultContext context) : PacketRule
{
    private readonly FaultEffect.Tally _slowed = context.Effect.Of("message slowed", "messages slowed");
    private SimTime _freeAt;

    public override PacketFate Decide(in Packet packet)
    {
        if (!ReferenceEquals(packet.Target.Node, node))
        {
            return PacketFate.Pass;
        }

        _slowed.Add();
        SimTime now = context.World.Loop.Now;
        _freeAt = (_freeAt > now ? _freeAt : now) + cost;
        return PacketFate.DelayBy(_freeAt - now);
    }
}
