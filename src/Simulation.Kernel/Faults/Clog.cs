using Simulation.Kernel.Events;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: clog</c> takes.</summary>
public sealed record ClogOptions : NetworkTarget
{
    /// <summary>Whether the nodes are hurt one after the other.</summary>
    [Option("true: nodes are clogged one by one, and unclogged one by one in a random order; needs 'for'.")]
    public bool Swizzle { get; init; }

    /// <summary>How long each direction between two nodes stays clogged, on average.</summary>
    [Option(
        "Each direction between two nodes is clogged on and off by itself, for exponentially distributed "
            + "times of this mean; off: all the time.",
        Min = "1us"
    )]
    public SimDuration? Mean { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Message)> Validate()
    {
        foreach ((string Key, string Message) problem in base.Validate())
        {
            yield return problem;
        }

        if (Swizzle && Mean is not null)
        {
            yield return ("mean", "a clog either swizzles or comes and goes with a 'mean'");
        }

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
        private readonly Dictionary<(int Source, int Target), Pipe> _pipes = [];
        private readonly SimTime _start = context.World.Loop.Now;

        public override PacketFate Decide(in Packet packet)
        {
            if (
                !filter.Matches(packet)
                || (options.Swizzle && !IsClosed(packet))
                || (options.Mean is { } mean && !IsClogged(packet, mean))
            )
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

        /// <summary>Sends on what one direction between two nodes holds.</summary>
        private void Open(Node source, Node target)
        {
            List<Packet> free = _packets.FindAll(IsBetween);
            _packets.RemoveAll(IsBetween);
            foreach (Packet packet in free)
            {
                context.World.Network.Release(packet);
            }

            bool IsBetween(Packet packet) =>
                ReferenceEquals(packet.Source.Node, source) && ReferenceEquals(packet.Target.Node, target);
        }

        /// <summary>Whether a packet's direction is clogged now; if so, it will be released in time.</summary>
        private bool IsClogged(in Packet packet, SimDuration mean)
        {
            Node source = packet.Source.Node;
            Node target = packet.Target.Node;
            if (!_pipes.TryGetValue((source.Index, target.Index), out Pipe? pipe))
            {
                // A stream for each direction: how much is sent elsewhere must not change when it clogs.
                RandomStream random = context.Random.Split($"clog/{source.Name}/{target.Name}");
                pipe = new Pipe(random, mean, _start, () => Open(source, target));
                _pipes.Add((source.Index, target.Index), pipe);
            }

            return pipe.IsClogged(context.World.Loop);
        }

        private bool IsClosed(in Packet packet) =>
            _closed.Contains(packet.Source.Node) || _closed.Contains(packet.Target.Node);
    }

    /// <summary>One direction between two nodes, which clogs and clears by itself.</summary>
    /// <param name="random">Its own stream of chance.</param>
    /// <param name="mean">Of the times clogged, and of the times clear.</param>
    /// <param name="start">When it is clear for the first time.</param>
    /// <param name="open">Sends on what it holds.</param>
    private sealed class Pipe(RandomStream random, SimDuration mean, SimTime start, Action open) : SimEvent
    {
        private readonly Exponential _length = new(mean.Nanoseconds);
        private SimTime _until = start;
        private bool _isClogged = true;
        private bool _isAwaited;

        public bool IsClogged(EventLoop loop)
        {
            while (_until <= loop.Now)
            {
                _isClogged = !_isClogged;
                _until += new SimDuration(Math.Max(1, _length.Draw(random)));
            }

            if (_isClogged && !_isAwaited)
            {
                _isAwaited = true;
                loop.At(_until, this);
            }

            return _isClogged;
        }

        public override void Fire(object? message, object? sender, long tag)
        {
            _isAwaited = false;
            open();
        }
    }
}
