using System.Globalization;
using Simulation.Components.Stores;
using Simulation.Components.Stores.Raft;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Scenarios.Validation;

/// <summary>
/// Many Raft groups of five side by side, each of which elects its first leader: some servers are down from
/// the beginning, the others heard of the leader before at the same instant. Disks take no time, since the
/// published models have none, and there is no pre-vote.
/// </summary>
internal sealed record ElectionGroups
{
    private const int Size = 5;
    private const int GroupsPerWorld = 1_000;

    /// <summary>How many of the five servers are up.</summary>
    public required int Available { get; init; }

    /// <summary>One way, in nanoseconds.</summary>
    public required Distribution Latency { get; init; }

    /// <summary>The shortest wait for a leader.</summary>
    public required SimDuration TimeoutMin { get; init; }

    /// <summary>The longest.</summary>
    public required SimDuration TimeoutMax { get; init; }

    /// <summary>How long each group is watched.</summary>
    public required SimDuration Watched { get; init; }

    /// <summary>How many groups elect, a multiple of a thousand.</summary>
    public required int Elections { get; init; }

    /// <summary>The first election of each group that came to an end, in the order in which they did.</summary>
    public IEnumerable<FirstElection> Run()
    {
        for (int world = 0; world < Elections / GroupsPerWorld; world++)
        {
            foreach (FirstElection election in RunWorld((ulong)world + 1))
            {
                yield return election;
            }
        }
    }

    private List<FirstElection> RunWorld(ulong seed)
    {
        using World world = Simulator.Current.CreateWorld(seed);
        world.Topology.SetLinks((_, _) => true, new LinkProfile { Latency = Latency });
        var options = new RaftOptions
        {
            ElectionTimeoutMin = TimeoutMin,
            ElectionTimeoutMax = TimeoutMax,
            HeartbeatInterval = TimeoutMin / 2,
            PreVote = false,
        };
        var groupOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int group = 0; group < GroupsPerWorld; group++)
        {
            Deploy(world, group, options, groupOf);
        }

        world.RunUntil(SimTime.Zero);
        foreach (Node node in world.Topology.Nodes.Where((_, index) => index % Size >= Available))
        {
            node.Crash();
        }

        world.RunUntil(SimTime.Zero + Watched);
        return FirstElections(world, groupOf);
    }

    private static void Deploy(World world, int group, RaftOptions options, Dictionary<string, int> groupOf)
    {
        var nodes = new List<Node>(Size);
        for (int server = 0; server < Size; server++)
        {
            string name = string.Create(CultureInfo.InvariantCulture, $"g{group}-{server}");
            nodes.Add(world.Topology.AddNode(name, new Place("", "lab", "")));
            nodes[^1].Device.SyncLatency = Distribution.Constant(0);
            groupOf.Add(name, group);
        }

        string store = string.Create(CultureInfo.InvariantCulture, $"raft{group}");
        RaftStore.Deploy(new StoreDeployment(world, store, nodes, new GroundTruth()), options);
    }

    private static List<FirstElection> FirstElections(World world, Dictionary<string, int> groupOf)
    {
        var hasLeader = new bool[GroupsPerWorld];
        var found = new List<FirstElection>();
        foreach (Happening happening in world.Happenings.All)
        {
            bool isElection = string.Equals(
                happening.Name,
                RaftStore.LeaderElected,
                StringComparison.Ordinal
            );
            if (isElection && !hasLeader[groupOf[happening.Node]])
            {
                hasLeader[groupOf[happening.Node]] = true;
                found.Add(new FirstElection(happening.Time - SimTime.Zero, IsFirstTerm(happening.Detail)));
            }
        }

        return found;
    }

    private static bool IsFirstTerm(string detail) =>
        string.Equals(detail.Split(' ')[^1], "1", StringComparison.Ordinal);
}

/// <summary>How a group got its first leader.</summary>
/// <param name="After">Since the leader before was heard of.</param>
/// <param name="IsFirstTerm">Whether the first vote was not split.</param>
internal readonly record struct FirstElection(SimDuration After, bool IsFirstTerm);
