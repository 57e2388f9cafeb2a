using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: bandwidth</c> takes.</summary>
public sealed record LimitedBandwidthOptions : NetworkTarget
{
    /// <summary>What goes through.</summary>
    [Option("What each node, or each direction of the link, still carries.")]
    public required Bandwidth Rate { get; init; }

    /// <summary>How much may wait.</summary>
    [Option("How much may wait before more is dropped; off: without limit.")]
    public ByteSize? QueueLimit { get; init; }
}

/// <summary>Lets messages through only so fast.</summary>
public sealed class LimitedBandwidth(LimitedBandwidthOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "bandwidth",
            "Limits what nodes or a link carry; messages wait for each other, and are dropped when the queue is full.",
            typeof(LimitedBandwidthOptions),
            options => new LimitedBandwidth((LimitedBandwidthOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new QueueRule(options, filter, context);

    private sealed class QueueRule(LimitedBandwidthOptions options, PacketFilter filter, FaultContext context)
        : PacketRule
    {
        private const int HeaderBytes = 64;

        private readonly FaultEffect.Tally _queued = context.Effect.Of("message queued", "messages queued");
        private readonly FaultEffect.Tally _dropped = context.Effect.Of(
            "message dropped",
            "messages dropped"
        );
        private readonly Dictionary<(int Node, bool IsOut), SimTime> _freeAt = [];

        public override PacketFate Decide(in Packet packet)
        {
            if (!filter.Matches(packet))
            {
                return PacketFate.Pass;
            }

            // The direction of a link is known by the end that its messages leave from.
            Node source = packet.Source.Node;
            bool isOut = filter.IsTarget(source) || options.Link.Count > 0;
            (int, bool) line =
                options.Link.Count > 0
                    ? (source.IsIn(options.Link[0]) ? 0 : 1, true)
                    : (isOut ? source.Index : packet.Target.Node.Index, isOut);
            SimTime now = context.World.Loop.Now;
            SimTime free = _freeAt.GetValueOrDefault(line, now);
            SimTime start = free > now ? free : now;
            if (options.QueueLimit is { } limit && start - now > options.Rate.TimeFor(limit.Bytes))
            {
                _dropped.Add();
                return PacketFate.Drop("queue full");
            }

            _queued.Add();
            _freeAt[line] = start + options.Rate.TimeFor(packet.SizeBytes + HeaderBytes);
            return PacketFate.DelayBy(_freeAt[line] - now);
        }
    }
}
