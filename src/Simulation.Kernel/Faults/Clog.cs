using Simulation.Kernel.Events;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: clog</c> takes.</summary>
public sealed record ClogOptions : NetworkTarget, IValidatedOptions
{
    /// <summary>Whether the nodes are hurt one after the other.</summary>
    [Option("true: nodes are clogged one by one, and unclogged one by one in a random order; needs 'for'.")]
    public bool Swizzle { get; init; }

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Swizzle && Link.Count > 0)
        {
            yield return ("swizzle", "swizzle works on nodes, not on a link");
        }
    }
}

/// <summary>Stops messages on their way; none is lost, all go on when the clog ends.</summary>
/// <remarks>Source: FoundationDB's simulator, network and swizzle clogging.</remarks>
public sealed class Clog(ClogOptions options) : Fault
{
    private ClogRule? _rule;
    private string _target = "";

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "clog",
            "Stops the messages of nodes or of a link on their way; they wait and arrive when it ends.",
            typeof(ClogOptions),
            options => new Clog((ClogOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => _target;

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        PacketFilter filter = options.Filter(context);
        _target = options.Describe(context.World, filter);
        _rule = new ClogRule(filter, options, context);
        context.World.Network.AddRule(_rule);
        if (options.Swizzle && context.Length is { } length)
        {
            ScheduleSwizzle(context, filter, length);
        }
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context)
    {
        context.World.Network.RemoveRule(_rule!);
        _rule!.Open(null);
        _rule = null;
    }

    /// <summary>Clogs the nodes over the first half of the fault, and unclogs them over the second.</summary>
    private void ScheduleSwizzle(FaultContext context, PacketFilter filter, SimDuration length)
    {
        List<Node> nodes = [.. context.World.Topology.Nodes.Where(filter.IsTarget)];
        List<Node> left = [.. nodes];
        for (int place = 0; place < nodes.Count; place++)
        {
            SimDuration step = length / (2L * nodes.Count);
            Node last = left[context.Random.NextBelow(left.Count)];
            left.Remove(last);
            context.World.Loop.After(step * place, new Turn(_rule!, nodes[place], isClosing: true));
            context.World.Loop.After(length / 2 + step * place, new Turn(_rule!, last, isClosing: false));
        }
    }

    private sealed class Turn(ClogRule rule, Node node, bool isClosing) : SimEvent
    {
        public override void Fire(object? message, object? sender, long tag)
        {
            if (isClosing)
            {
                rule.Close(node);
            }
            else
            {
                rule.Open(node);
            }
        }
    }

    /// <summary>Holds the matching messages; with swizzle, only those of nodes that are closed now.</summary>
    private sealed class ClogRule(PacketFilter filter, ClogOptions options, FaultContext context) : PacketRule
    {
        private readonly FaultEffect.Tally _held = context.Effect.Of("message held", "messages held");
        private readonly List<Node> _closed = [];
        private readonly List<Packet> _packets = [];

        public override PacketFate Decide(in Packet packet)
        {
            if (!filter.Matches(packet) || (options.Swizzle && !IsClosed(packet)))
            {
                return PacketFate.Pass;
            }

            _held.Add();
            _packets.Add(packet);
            return PacketFate.Held;
        }

        public void Close(Node node) => _closed.Add(node);

        /// <summary>Opens a node, or all, and sends on what no closed node holds any more.</summary>
        public void Open(Node? node)
        {
            _closed.RemoveAll(closed => node is null || ReferenceEquals(closed, node));
            List<Packet> free = _packets.FindAll(packet => node is null || !IsClosed(packet));
            _packets.RemoveAll(packet => node is null || !IsClosed(packet));
            foreach (Packet packet in free)
            {
                context.World.Network.Release(packet);
            }
        }

        private bool IsClosed(in Packet packet) =>
            _closed.Contains(packet.Source.Node) || _closed.Contains(packet.Target.Node);
    }
}
