using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;

namespace Simulation.Kernel.Faults;

/// <summary>
/// Which messages a fault on the network is aimed at: those of certain nodes, or between two places.
/// </summary>
public abstract record NetworkTarget : NodeTarget, IValidatedOptions
{
    /// <summary>Which way it works for the nodes selected.</summary>
    [Option("Messages to the selected nodes, from them, or both.")]
    public Direction Direction { get; init; } = Direction.Both;

    /// <summary>The two ends of the link it is aimed at, instead of nodes.</summary>
    [Option(
        "Instead of nodes: the two ends (regions, zones, clouds or nodes) of the link that is hurt, both ways.",
        Names = NameKind.Place
    )]
    public IReadOnlyList<string> Link { get; init; } = [];

    /// <inheritdoc/>
    public virtual IEnumerable<(string Key, string Message)> Validate()
    {
        if (Link.Count is not (0 or 2))
        {
            yield return ("link", "a link has two ends");
        }
    }

    /// <summary>Makes the test for messages that the fault touches, as the world is now.</summary>
    public PacketFilter Filter(FaultContext context)
    {
        bool[] isTarget = new bool[context.World.Topology.Nodes.Count];
        if (Link.Count == 0)
        {
            foreach (Node node in Select(context.World, context.Random))
            {
                isTarget[node.Index] = true;
            }
        }

        return new PacketFilter(isTarget, Direction, Link);
    }

    /// <summary>Whom it is aimed at, in a few words.</summary>
    public string Describe(World world, PacketFilter filter) =>
        Link.Count > 0
            ? string.Join(" - ", Link)
            : string.Join(
                " ",
                world.Topology.Nodes.Where(node => filter.IsTarget(node)).Select(node => node.Name)
            );
}

/// <summary>Tells which messages a fault touches.</summary>
public sealed class PacketFilter
{
    private readonly bool[] _isTarget;
    private readonly Direction _direction;
    private readonly IReadOnlyList<string> _link;

    internal PacketFilter(bool[] isTarget, Direction direction, IReadOnlyList<string> link)
    {
        Invariant.That(link.Count is 0 or 2);
        _isTarget = isTarget;
        _direction = direction;
        _link = link;
    }

    /// <summary>Whether a node was selected.</summary>
    public bool IsTarget(Node node) => _isTarget[node.Index];

    /// <summary>Whether the fault touches a message.</summary>
    public bool Matches(in Packet packet)
    {
        Node source = packet.Source.Node;
        Node target = packet.Target.Node;
        if (_link.Count == 2)
        {
            return (source.IsIn(_link[0]) && target.IsIn(_link[1]))
                || (source.IsIn(_link[1]) && target.IsIn(_link[0]));
        }

        return _direction switch
        {
            Direction.Both => IsTarget(source) || IsTarget(target),
            Direction.To => IsTarget(target),
            Direction.From => IsTarget(source),
            _ => throw new InvariantViolation("every direction has a case"),
        };
    }
}
