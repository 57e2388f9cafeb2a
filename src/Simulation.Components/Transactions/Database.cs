using Simulation.Components.Sharding;
using Simulation.Components.Stores;
using Simulation.Components.Transactions.Coordination;
using Simulation.Components.Transactions.Shards;
using Simulation.Components.Workloads;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Transactions;

/// <summary>
/// A transactional database: keys spread over replicated shards, and on every node a coordinator that clients
/// ask. The promise is the user's choice, and each is kept by a protocol of its own.
/// </summary>
public static class Database
{
    /// <summary>An older transaction took the locks of a younger one; the detail is the younger.</summary>
    public const string TransactionWounded = "transaction-wounded";

    /// <summary>An open transaction was undone, since its client was silent.</summary>
    public const string LeaseExpired = "lease-expired";

    /// <summary>A prepared shard has waited for a decision so long that it asks.</summary>
    public const string TransactionInDoubt = "transaction-in-doubt";

    /// <summary>A transaction was undone because its decision was asked for before there was one.</summary>
    public const string PresumedAborted = "presumed-aborted";

    /// <summary>A coordinator found decisions on its disk after a crash, and goes on with them.</summary>
    public const string CoordinatorRecovered = "coordinator-recovered";

    /// <summary>What <c>isolation:</c> takes, strongest first.</summary>
    public static IReadOnlyList<string> IsolationNames { get; } =
    [.. IsolationLevel.All.Select(level => level.Name)];

    /// <summary>The catalogue's entry.</summary>
    public static ComponentKind Kind { get; } =
        new(
            "database",
            "A store of keys over replicated shards: of transactions by their isolation, or of single keys.",
            typeof(DatabaseOptions),
            (deployment, options) => Deploy(deployment, (DatabaseOptions)options),
            [
                .. (
                    (string[])
                        [
                            TransactionWounded,
                            LeaseExpired,
                            TransactionInDoubt,
                            PresumedAborted,
                            CoordinatorRecovered,
                            MapKeeper.ChangeBegun,
                            MapKeeper.ChangeDone,
                            MapKeeper.HandOverPutOff,
                            .. StoreProtocol.All.SelectMany(protocol => protocol.Happenings),
                        ]
                )
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ]
        )
        {
            LanguageOf = options =>
                ((DatabaseOptions)options).Isolation is null
                    ? ClientLanguage.Keys
                    : ClientLanguage.Transactions,
            Languages = [ClientLanguage.Transactions, ClientLanguage.Keys],
            Metrics = MoveMetrics.All,
        };

    private static Component Deploy(ComponentDeployment deployment, DatabaseOptions options)
    {
        World world = deployment.World;
        Node[] nodes =
        [
            .. world.Topology.Nodes.Where(node =>
                !node.IsClient && (options.RunsOn.Count == 0 || options.RunsOn.Any(node.IsIn))
            ),
        ];
        foreach (Node node in nodes)
        {
            node.Device.SyncLatency = options.Disk.Fsync;
        }

        if (options.Isolation is null)
        {
            return ShardedDatabase.Deploy(deployment, options, nodes);
        }

        var layout = new DatabaseLayout();
        var homes = new List<IReadOnlyList<Node>>();
        for (int shard = 0; shard < options.Shards; shard++)
        {
            homes.Add(HomesOf(shard, nodes, options));
            DeployShard(deployment, shard, homes[shard], layout, options);
        }

        for (int place = 0; place < nodes.Length; place++)
        {
            int self = place;
            layout.AddCoordinator(
                world.Deploy(
                    nodes[place],
                    $"{deployment.Name}@{nodes[place].Name}",
                    () => new Coordinator(self, layout, options)
                )
            );
        }

        deployment.Truth.HomesOf = key => [.. homes[layout.ShardOf(key)].Select(node => node.Index)];
        return new Component(deployment.Name, Describe(nodes, options), layout.Coordinators, deployment.Truth)
        {
            Shards = layout.Shards,
        };
    }

    /// <summary>A shard's replicas begin one node further than those of the shard before.</summary>
    private static List<Node> HomesOf(int shard, Node[] nodes, DatabaseOptions options)
    {
        int copies = Math.Min(options.Replication.Factor ?? nodes.Length, nodes.Length);
        var homes = new List<Node>();
        for (int copy = 0; copy < copies; copy++)
        {
            homes.Add(nodes[(shard + copy) % nodes.Length]);
        }

        return homes;
    }

    private static void DeployShard(
        ComponentDeployment deployment,
        int shard,
        IReadOnlyList<Node> homes,
        DatabaseLayout layout,
        DatabaseOptions options
    )
    {
        var store = new StoreDeployment(
            deployment.World,
            $"{deployment.Name}.{shard}",
            homes,
            deployment.Truth
        );
        ShardTruth[] truths = [.. homes.Select(node => new ShardTruth(store, node))];
        layout.AddShard(
            store.DeployReplicas((place, _) => new ShardReplica(shard, place, layout, options, truths[place]))
        );
    }

    private static string Describe(Node[] nodes, DatabaseOptions options) =>
        $"{options.Level.Name}, {options.Shards} shard{(options.Shards == 1 ? "" : "s")} on "
        + string.Join(" ", nodes.Select(node => node.Name));
}
