using Simulation.Kernel.Networking;
using Simulation.Kernel.Options;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: replication-lag</c> takes.</summary>
public sealed record ReplicationLagOptions : NodeTarget
{
    /// <summary>How far they fall behind.</summary>
    [Option("How much longer each message from another node takes; a length or a distribution.")]
    public required Distribution Add { get; init; }
}

/// <summary>Lets replicas fall behind while they go on serving clients as fast as ever.</summary>
public sealed class ReplicationLag(ReplicationLagOptions options) : Fault
{
    private LagRule? _rule;
    private string _target = "";

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "replication-lag",
            "Makes what replicas hear from other nodes late, and leaves their talk with clients as it is.",
            typeof(ReplicationLagOptions),
            options => new ReplicationLag((ReplicationLagOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => _target;

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        bool[] isLate = new bool[context.World.Topology.Nodes.Count];
        IReadOnlyList<Nodes.Node> nodes = options.Select(context.World, context.Random);
        foreach (Nodes.Node node in nodes)
        {
            isLate[node.Index] = true;
        }

        _target = string.Join(" ", nodes.Select(node => node.Name));
        _rule = new LagRule(options.Add, isLate, context);
        context.World.Network.AddRule(_rule);
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context) => context.World.Network.RemoveRule(_rule!);

    private sealed class LagRule(Distribution add, bool[] isLate, FaultContext context) : PacketRule
    {
        private readonly FaultEffect.Tally _delayed = context.Effect.Of(
            "message delayed",
            "messages delayed"
        );

        public override PacketFate Decide(in Packet packet)
        {
            bool isLocal = ReferenceEquals(packet.Source.Node, packet.Target.Node);
            if (isLocal || packet.Source.Node.IsClient || !isLate[packet.Target.Node.Index])
            {
                return PacketFate.Pass;
            }

            _delayed.Add();
            return PacketFate.DelayBy(new SimDuration(Math.Max(0, add.Draw(context.Random))));
        }
    }
}
