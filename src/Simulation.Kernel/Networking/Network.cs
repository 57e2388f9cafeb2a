using System.Runtime.CompilerServices;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;
using Simulation.Kernel.Tracing;

namespace Simulation.Kernel.Networking;

/// <summary>Carries messages between processes: the rules in force decide first, then the link.</summary>
public sealed class Network
{
    private readonly World _world;
    private readonly Counter _sent;
    private readonly Counter _dropped;
    private readonly Counter _duplicated;
    private readonly Counter _sentBytes;
    private PacketRule[] _rules = [];

    internal Network(World world)
    {
        _world = world;
        _sent = world.Metrics.Counter("network.sent");
        _dropped = world.Metrics.Counter("network.dropped");
        _duplicated = world.Metrics.Counter("network.duplicated");
        _sentBytes = world.Metrics.Counter("network.sent-bytes");
        Delivered = world.Metrics.Counter("network.delivered");
    }

    /// <summary>The rules in force, in the order in which they are asked.</summary>
    public IReadOnlyList<PacketRule> Rules => _rules;

    internal Counter Delivered { get; }

    /// <summary>Puts a rule into force, behind those that are.</summary>
    public void AddRule(PacketRule rule) => _rules = [.. _rules, rule];

    /// <summary>Takes a rule out of force.</summary>
    public void RemoveRule(PacketRule rule) =>
        _rules = [.. _rules.Where(other => !ReferenceEquals(other, rule))];

    /// <summary>Sends a message: it arrives later, twice, or never.</summary>
    public void Send(ProcessRef source, ProcessRef target, object message, int sizeBytes)
    {
        _sent.Add();
        _sentBytes.Add(sizeBytes);
        _world.RecordPacket(TraceKind.Sent, source, target, message);
        SimDuration extra = SimDuration.Zero;
        if (_rules.Length > 0 && !PassesRules(new Packet(source, target, message, sizeBytes), out extra))
        {
            return;
        }

        Transmit(source, target, message, sizeBytes, extra);
    }

    /// <summary>Sends a message that a rule held: the rules are not asked again.</summary>
    public void Release(in Packet packet) =>
        Transmit(packet.Source, packet.Target, packet.Message, packet.SizeBytes, SimDuration.Zero);

    /// <summary>Turns a message back: its sender learns of it as soon as word can come back.</summary>
    public void Refuse(in Packet packet)
    {
        Drop(packet.Source, packet.Target, packet.Message, "refused");
        SimDuration there =
            _world.Topology.LinkBetween(packet.Source, packet.Target).Delay(_world.Loop.Now, 0)
            ?? SimDuration.Zero;
        Transmit(packet.Target, packet.Source, new Refusal(packet.Target, packet.Message), 0, there);
    }

    internal void Drop(ProcessRef source, ProcessRef target, object message, string reason)
    {
        _dropped.Add();
        _world.RecordPacket(TraceKind.Dropped, source, target, message, reason);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Transmit(
        ProcessRef source,
        ProcessRef target,
        object message,
        int sizeBytes,
        SimDuration extra
    )
    {
        Link link = _world.Topology.LinkBetween(source, target);
        link.Count(sizeBytes);
        if (link.Loses())
        {
            Drop(source, target, message, "lost on the wire");
            return;
        }

        Carry(link, source, target, message, sizeBytes, extra);
        if (link.Duplicates())
        {
            _duplicated.Add();
            Carry(link, source, target, message, sizeBytes, extra);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Carry(
        Link link,
        ProcessRef source,
        ProcessRef target,
        object message,
        int sizeBytes,
        SimDuration extra
    )
    {
        if (link.Delay(_world.Loop.Now, sizeBytes) is { } delay)
        {
            target.DeliverAfter(delay + extra, message, source);
        }
        else
        {
            Drop(source, target, message, "queue full");
        }
    }

    private bool PassesRules(in Packet packet, out SimDuration extra)
    {
        extra = SimDuration.Zero;
        foreach (PacketRule rule in _rules)
        {
            PacketFate fate = rule.Decide(packet);
            switch (fate.What)
            {
                case PacketFate.Kind.Pass:
                    continue;
                case PacketFate.Kind.Drop:
                    Drop(packet.Source, packet.Target, packet.Message, fate.Reason);
                    return false;
                case PacketFate.Kind.Delay:
                    extra += fate.Delay;
                    continue;
                default:
                    return false;
            }
        }

        return true;
    }
}
