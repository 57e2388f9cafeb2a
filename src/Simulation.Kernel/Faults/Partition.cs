using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;

namespace Simulation.Kernel.Faults;

/// <summary>How a partition without groups divides the nodes.</summary>
public enum PartitionShape
{
    /// <summary>Two halves, drawn at random; the larger one first where the count is odd.</summary>
    Halves,

    /// <summary>The smallest majority and the rest, drawn at random.</summary>
    MajorityMinority,

    /// <summary>One node, drawn at random, against all others.</summary>
    IsolateOne,

    /// <summary>Two halves that only one node in the middle still connects.</summary>
    Bridge,

    /// <summary>A ring in which each node sees a majority, and no two see the same one.</summary>
    MajoritiesRing,

    /// <summary>Each node falls on one of two sides by a coin.</summary>
    Random,
}

/// <summary>Which way a fault on the network works.</summary>
public enum Direction
{
    /// <summary>Both ways.</summary>
    Both,

    /// <summary>Only messages to the target.</summary>
    To,

    /// <summary>Only messages from the target.</summary>
    From,
}

/// <summary>What <c>inject: partition</c> takes.</summary>
public sealed record PartitionOptions : NodeTarget, IValidatedOptions
{
    /// <summary>Who is cut from whom.</summary>
    [Option(
        "Groups of regions, zones, clouds or nodes that cannot reach each other; "
            + "whoever is in no group reaches all.",
        Names = NameKind.Place
    )]
    public IReadOnlyList<IReadOnlyList<string>> Groups { get; init; } = [];

    /// <summary>How to divide the nodes without naming them.</summary>
    [Option("Instead of groups: how to divide the nodes, drawn from the fault's own stream.")]
    public PartitionShape? Shape { get; init; }

    /// <summary>Which way the cut works.</summary>
    [Option("both, or only messages to (or from) the first group are lost.")]
    public Direction Direction { get; init; } = Direction.Both;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        bool selects = Nodes.Count + Regions.Count + Zones.Count + Clouds.Count + Roles.Count > 0;
        int ways = (Groups.Count > 0 ? 1 : 0) + (Shape is not null ? 1 : 0) + (selects ? 1 : 0);
        if (ways != 1)
        {
            yield return (
                "groups",
                "a partition has 'groups', a 'shape', or a selection of nodes to cut from all others"
            );
        }

        if (Groups.Count is 1 or > 64)
        {
            yield return ("groups", "a partition has from 2 to 64 groups");
        }
    }
}

/// <summary>Cuts the network between groups of nodes: messages across the cut are dropped.</summary>
public sealed class Partition(PartitionOptions options) : Fault
{
    private CutRule? _rule;
    private string _target = "";

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "partition",
            "Cuts the network between groups of nodes, or nodes from all others; messages across the cut are dropped.",
            typeof(PartitionOptions),
            options => new Partition((PartitionOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => _target;

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        ulong[] sides = new ulong[context.World.Topology.Nodes.Count];
        if (options.Groups.Count > 0)
        {
            Divide(context.World, sides);
            _target = string.Join(" | ", options.Groups.Select(group => string.Join(" ", group)));
        }
        else
        {
            Choose(context, sides);
            _target = PartitionShapes.Describe(context.World, sides);
        }

        context.Effect.Of("node cut off", "nodes cut off").Add(CountMinority(context.World, sides));
        _rule = new CutRule(sides, options.Direction, context.Effect);
        context.World.Network.AddRule(_rule);
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context) => context.World.Network.RemoveRule(_rule!);

    private void Divide(World world, ulong[] sides)
    {
        for (int group = 0; group < options.Groups.Count; group++)
        {
            foreach (Node node in world.Topology.Nodes)
            {
                if (options.Groups[group].Any(name => node.IsIn(name)))
                {
                    sides[node.Index] |= 1UL << group;
                }
            }
        }
    }

    /// <summary>
    /// Divides the nodes by the shape, or cuts those selected from all others but the clients.
    /// </summary>
    private void Choose(FaultContext context, ulong[] sides)
    {
        if (options.Shape is { } shape)
        {
            PartitionShapes.Divide(shape, context, sides);
            return;
        }

        foreach (Node node in context.World.Topology.Nodes)
        {
            sides[node.Index] = node.IsClient ? 0UL : 2UL;
        }

        foreach (Node node in options.Select(context.World, context.Random))
        {
            sides[node.Index] = 1UL;
        }
    }

    /// <summary>How many nodes, clients not counted, are not in the largest side.</summary>
    private static int CountMinority(World world, ulong[] sides)
    {
        List<ulong> cut =
        [
            .. world
                .Topology.Nodes.Where(node => !node.IsClient && sides[node.Index] != 0)
                .Select(node => sides[node.Index]),
        ];
        return cut.Count - cut.GroupBy(side => side).Select(group => group.Count()).DefaultIfEmpty(0).Max();
    }

    /// <summary>Nodes reach each other when they share a side, or when one of them has none.</summary>
    private sealed class CutRule(ulong[] sides, Direction direction, FaultEffect effect) : PacketRule
    {
        private readonly FaultEffect.Tally _dropped = effect.Of("message dropped", "messages dropped");

        public override PacketFate Decide(in Packet packet)
        {
            ulong source = sides[packet.Source.Node.Index];
            ulong target = sides[packet.Target.Node.Index];
            if (source == 0 || target == 0 || (source & target) != 0 || !IsCut(source, target))
            {
                return PacketFate.Pass;
            }

            _dropped.Add();
            return PacketFate.Drop("partition");
        }

        private bool IsCut(ulong source, ulong target) =>
            direction switch
            {
                Direction.Both => true,
                Direction.To => (target & 1) != 0,
                Direction.From => (source & 1) != 0,
                _ => throw new InvariantViolation("every direction has a case"),
            };
    }
}
