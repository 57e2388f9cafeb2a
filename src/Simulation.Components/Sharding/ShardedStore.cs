using System.Globalization;
using Akka.Actor;
using Simulation.Components.Sharding.Partitioning;
using Simulation.Components.Stores;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;

namespace Simulation.Components.Sharding;

/// <summary>What a sharded store is made of.</summary>
internal sealed record ShardedStorePlan
{
    public required StoreProtocol Protocol { get; init; }

    public required KvStoreOptions Store { get; init; }

    public required int Factor { get; init; }

    public required PartitionOptions Partition { get; init; }

    public required RoutingRule Routing { get; init; }

    public required StationPlan Station { get; init; }

    public required Kernel.Time.SimDuration RepeatAfter { get; init; }

    public required ByteSize RecordSize { get; init; }

    public required bool CopiesBeforeFreeze { get; init; }

    public required bool Coalesces { get; init; }
}

/// <summary>The replica group of a shard.</summary>
/// <param name="Homes">The nodes of its replicas.</param>
/// <param name="Replicas">The replicas, in the order of the nodes.</param>
/// <param name="Servers">The servers on the same nodes.</param>
/// <param name="Metrics">What is measured of it.</param>
/// <param name="Gauges">Of the queue at each replica.</param>
internal sealed record ShardGroup(
    IReadOnlyList<Node> Homes,
    IReadOnlyList<ProcessRef> Replicas,
    IReadOnlyList<ProcessRef> Servers,
    ShardMetrics Metrics,
    IReadOnlyList<QueueGauge> Gauges
)
{
    /// <summary>The place of a node among the homes; -1 when it is none.</summary>
    public int PlaceOf(Node node)
    {
        for (int place = 0; place < Homes.Count; place++)
        {
            if (ReferenceEquals(Homes[place], node))
            {
                return place;
            }
        }

        return -1;
    }
}

/// <summary>
/// A store whose keys are spread over shards, each a replica group of its own. A server on every node takes
/// requests and sees to it that a shard serves no key but its own; a directory node keeps the map of who has
/// what, and hands parts over.
/// </summary>
/// <remarks>Source: Adya et al., "Slicer", OSDI 2016, of a map with generations kept apart from those who
/// serve; the hand-over freezes a part, copies it and gives it on with the next epoch, as "Redis Cluster
/// Specification" does for a slot.</remarks>
internal sealed class ShardedStore
{
    private readonly List<ShardGroup> _groups = [];
    private readonly List<ProcessRef> _servers = [];
    private readonly List<WantedChange> _wanted = [];
    private readonly ComponentDeployment _deployment;
    private readonly IReadOnlyList<Node> _nodes;

    private ShardedStore(ComponentDeployment deployment, ShardedStorePlan plan, IReadOnlyList<Node> nodes)
    {
        _deployment = deployment;
        _nodes = nodes;
        Plan = plan;
        Moves = new MoveMetrics(deployment.World.Metrics, deployment.Name);
        Current = null!;
        Keeper = null!;
    }

    /// <summary>What was asked for.</summary>
    public ShardedStorePlan Plan { get; }

    /// <summary>The shards by their numbers; one that has left stays, without keys.</summary>
    public IReadOnlyList<ShardGroup> Groups => _groups;

    /// <summary>One on each node.</summary>
    public IReadOnlyList<ProcessRef> Servers => _servers;

    /// <summary>Who keeps the map.</summary>
    public ProcessRef Keeper { get; private set; }

    /// <summary>What the operator wants, in that order.</summary>
    public IReadOnlyList<WantedChange> Wanted => _wanted;

    /// <summary>What is measured of hand-overs.</summary>
    public MoveMetrics Moves { get; }

    /// <summary>The map that is right now, which only the lab and the keeper can know.</summary>
    public ShardMap Current { get; set; }

    /// <summary>Whether parts can be handed over: they travel through the shards' logs.</summary>
    public bool CanMove => string.Equals(Plan.Protocol.Name, "raft", StringComparison.Ordinal);

    /// <summary>Puts a sharded store into a world.</summary>
    public static Component Deploy(
        ComponentDeployment deployment,
        ShardedStorePlan plan,
        IReadOnlyList<Node> nodes,
        int shards
    )
    {
        var store = new ShardedStore(deployment, plan, nodes);
        foreach (Node node in nodes)
        {
            store._servers.Add(
                deployment.World.Deploy(node, $"{deployment.Name}@{node.Name}", () => new ShardServer(store))
            );
        }

        for (int shard = 0; shard < shards; shard++)
        {
            store.DeployShard();
        }

        ShardMap first = First(plan.Partition, shards);
        store.Current = first;
        store.Keeper = deployment.World.Deploy(
            nodes[0],
            $"{deployment.Name}.map@{nodes[0].Name}",
            () => new MapKeeper(store, first, shards)
        );
        deployment.Truth.HomesOf = key =>
            [.. store._groups[store.Current.OwnerOf(key)].Homes.Select(node => node.Index)];
        deployment.World.Install(deployment.Name, store);
        return new Component(
            deployment.Name,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{plan.Protocol.Name}, {shards} shard{(shards == 1 ? "" : "s")} on "
            ) + string.Join(" ", nodes.Select(node => node.Name)),
            store._servers,
            deployment.Truth
        );
    }

    /// <summary>The server on a node; null when it has none.</summary>
    public ProcessRef? ServerOn(Node? node) => _servers.Find(server => ReferenceEquals(server.Node, node));

    /// <summary>Whether a process is one of the servers.</summary>
    public bool IsServer(ProcessRef process)
    {
        int place = process.Index - _servers[0].Index;
        return place >= 0 && place < _servers.Count;
    }

    /// <summary>Puts a shard more into the world, without keys yet, and asks for its share.</summary>
    /// <returns>Its number.</returns>
    public int AddShard(Bandwidth rate)
    {
        int shard = DeployShard();
        Want(new WantedChange(ShardChange.Add, shard, shard, rate));
        return shard;
    }

    /// <summary>Asks for a shard to be emptied.</summary>
    public void RemoveShard(int shard, Bandwidth rate) =>
        Want(new WantedChange(ShardChange.Remove, shard, shard, rate));

    /// <summary>Puts a shard more into the world, which gets half the load of another.</summary>
    /// <param name="shard">Which is split; -1 for the one that is asked most.</param>
    /// <param name="rate">How fast data moves.</param>
    public int SplitShard(int shard, Bandwidth rate)
    {
        int half = DeployShard();
        Want(new WantedChange(ShardChange.Split, shard, half, rate));
        return half;
    }

    private static ShardMap First(PartitionOptions options, int shards)
    {
        if (options.By == PartitionRule.Range)
        {
            RangeTable table = RangeTable.Of(0);
            foreach (string key in options.SplitAt)
            {
                table = table.SplitAt(key);
            }

            for (int range = 0; range < table.Count; range++)
            {
                table = table.Give(range, range % shards);
            }

            return new ShardMap(1, [], table);
        }

        int[] unplaced = [.. Enumerable.Repeat(-1, options.Slots)];
        int[] slots = SlotPlacement.Place(
            options.By,
            options.VirtualNodes,
            [.. Enumerable.Range(0, shards)],
            unplaced
        );
        return new ShardMap(1, slots, null);
    }

    private void Want(WantedChange change)
    {
        _wanted.Add(change);
        Keeper.Tell(new ShardingMessage.ChangeWanted(), ActorRefs.NoSender);
    }

    /// <summary>A shard's replicas begin one node further than those of the shard before.</summary>
    private int DeployShard()
    {
        int shard = _groups.Count;
        Node[] homes =
        [
            .. Enumerable
                .Range(0, Math.Min(Plan.Factor, _nodes.Count))
                .Select(copy => _nodes[(shard + copy) % _nodes.Count]),
        ];
        string name = string.Create(CultureInfo.InvariantCulture, $"{_deployment.Name}.{shard}");
        Func<string, IReadOnlyList<int>>? homesOf = _deployment.Truth.HomesOf;
        IReadOnlyList<ProcessRef> replicas = Plan.Protocol.Deploy(
            new StoreDeployment(_deployment.World, name, homes, _deployment.Truth),
            Plan.Store
        );
        _deployment.Truth.HomesOf = homesOf;
        var metrics = new ShardMetrics(_deployment.World.Metrics, _deployment.Name, shard);
        _groups.Add(
            new ShardGroup(
                homes,
                replicas,
                [.. homes.Select(node => ServerOn(node)!)],
                metrics,
                [.. homes.Select(_ => metrics.NewGauge())]
            )
        );
        return shard;
    }
}
