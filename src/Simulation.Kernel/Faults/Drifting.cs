using Simulation.Kernel.Events;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>A clock that was made to drift: how much it has gained is taken back in the end.</summary>
internal sealed class Drifting
{
    private readonly int _partsPerMillion;
    private readonly SimTime _since;

    private Drifting(Node node, int partsPerMillion, SimTime since)
    {
        Node = node;
        _partsPerMillion = partsPerMillion;
        _since = since;
    }

    /// <summary>Whose clock it is.</summary>
    public Node Node { get; }

    /// <summary>Adds a drift to what the clock has already.</summary>
    public static Drifting Begin(Node node, int partsPerMillion, EventLoop loop)
    {
        node.Clock.SetDrift(node.Clock.DriftPartsPerMillion + partsPerMillion);
        return new Drifting(node, partsPerMillion, loop.Now);
    }

    /// <summary>Takes the drift away, and what the clock has gained by it.</summary>
    public void End(EventLoop loop)
    {
        Node.Clock.SetDrift(Node.Clock.DriftPartsPerMillion - _partsPerMillion);
        Int128 gained = (Int128)(loop.Now - _since).Nanoseconds * _partsPerMillion / 1_000_000;
        Node.Clock.Shift(new SimDuration(-(long)gained));
    }
}
