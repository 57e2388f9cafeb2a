using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;

namespace Simulation.Kernel.Faults;

/// <summary>How many of the nodes that match are taken.</summary>
public enum TargetMode
{
    /// <summary>Every one.</summary>
    All,

    /// <summary>One, drawn at random.</summary>
    One,

    /// <summary>As many as <c>value</c> says, drawn at random.</summary>
    Fixed,

    /// <summary>The share that <c>percent</c> says, rounded down, drawn at random.</summary>
    FixedPercent,

    /// <summary>At most the share that <c>percent</c> says; how many is drawn too.</summary>
    RandomMaxPercent,
}

/// <summary>
/// Which nodes a fault is aimed at. Each key narrows the choice; without any, all nodes but the clients'
/// match.
/// </summary>
public abstract record NodeTarget
{
    /// <summary>Nodes by name.</summary>
    [Option("Nodes by name.", Names = NameKind.Node)]
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>All nodes of these regions.</summary>
    [Option("All nodes of these regions.", Names = NameKind.Region)]
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>All nodes of these zones.</summary>
    [Option("All nodes of these zones.", Names = NameKind.Zone)]
    public IReadOnlyList<string> Zones { get; init; } = [];

    /// <summary>All nodes of these clouds.</summary>
    [Option("All nodes of these clouds.", Names = NameKind.Cloud)]
    public IReadOnlyList<string> Clouds { get; init; } = [];

    /// <summary>Nodes by the role they play when the fault begins.</summary>
    [Option("Nodes by the role they play when the fault begins: leader, primary, replica, client.")]
    public IReadOnlyList<string> Roles { get; init; } = [];

    /// <summary>How many of the matching nodes are taken.</summary>
    [Option("How many of the matching nodes are taken.")]
    public TargetMode Mode { get; init; } = TargetMode.All;

    /// <summary>With mode fixed, how many.</summary>
    [Option("With mode fixed: how many nodes.", Min = "1")]
    public int Value { get; init; } = 1;

    /// <summary>With the percent modes, which share.</summary>
    [Option(
        "With mode fixed-percent or random-max-percent: which share of the nodes.",
        Min = "0%",
        Max = "100%"
    )]
    public Ratio Percent { get; init; } = Ratio.One;

    /// <summary>
    /// The nodes meant, in the order of their numbers; draws only where the mode leaves a choice.
    /// </summary>
    public IReadOnlyList<Node> Select(World world, RandomStream random)
    {
        List<Node> matching = [.. world.Topology.Nodes.Where(node => Matches(world, node))];
        int count = Mode switch
        {
            TargetMode.All => matching.Count,
            TargetMode.One => Math.Min(1, matching.Count),
            TargetMode.Fixed => Math.Min(Value, matching.Count),
            TargetMode.FixedPercent => Share(matching.Count),
            TargetMode.RandomMaxPercent => random.NextBelow(Share(matching.Count) + 1),
            _ => throw new InvariantViolation("every mode has a case"),
        };
        return Draw(matching, count, random);
    }

    private bool Matches(World world, Node node)
    {
        if (Roles.Count > 0 && !Roles.Any(role => PlaysRole(world, node, role)))
        {
            return false;
        }

        bool namesClients = Nodes.Count + Regions.Count + Zones.Count + Clouds.Count + Roles.Count > 0;
        return (namesClients || !node.IsClient)
            && Allows(Nodes, node.Name)
            && Allows(Regions, node.Place.Region)
            && Allows(Zones, node.Place.Zone)
            && Allows(Clouds, node.Place.Cloud);
    }

    private static bool PlaysRole(World world, Node node, string role) =>
        (node.IsClient && string.Equals(role, "client", StringComparison.Ordinal))
        || world.Roles.NodesIn(role).Contains(node);

    private static bool Allows(IReadOnlyList<string> names, string name) =>
        names.Count == 0 || names.Contains(name, StringComparer.Ordinal);

    private int Share(int count) => (int)((long)count * Percent.Millionths / 1_000_000);

    /// <summary>Takes a random subset and gives it back in the order of the nodes' numbers.</summary>
    private static List<Node> Draw(List<Node> nodes, int count, RandomStream random)
    {
        var left = new List<Node>(nodes);
        while (left.Count > count)
        {
            left.RemoveAt(random.NextBelow(left.Count));
        }

        return left;
    }
}
