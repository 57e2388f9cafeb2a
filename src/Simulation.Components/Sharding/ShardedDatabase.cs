using Simulation.Components.Stores;
using Simulation.Components.Transactions;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Sharding;

/// <summary>A database without transactions: single keys over shards of any protocol.</summary>
internal static class ShardedDatabase
{
    /// <summary>What does not fit in the options of one.</summary>
    public static IEnumerable<(string Key, string Message)> Validate(DatabaseOptions options)
    {
        ShardReplicationOptions replication = options.Replication;
        if (replication.Consistency is not null && replication.Protocol is not null)
        {
            yield return ("replication", "shards have either a 'consistency' or a 'protocol'");
        }

        if (replication.Consistency is { } level && ConsistencyLevel.Find(level) is null)
        {
            yield return ("replication", $"'{level}' is not a level that a protocol gives");
        }

        if (replication.Protocol is { } protocol && StoreProtocol.Find(protocol) is null)
        {
            yield return ("replication", $"'{protocol}' is not a protocol of kv-store");
        }

        if (options.Planted is not (PlantedDatabaseBug.None or PlantedDatabaseBug.CopyBeforeFreeze))
        {
            yield return ("planted", "without isolation only copy-before-freeze can be planted");
        }

        if (options.Coalesce && options.Capacity is null && options.ServiceTime is null)
        {
            yield return ("coalesce", "reads meet only where they wait: give a 'capacity' or 'service-time'");
        }

        IReadOnlyList<string> cuts = options.Partition.SplitAt;
        if (cuts.Any(cut => cut.Length == 0) || cuts.Distinct(StringComparer.Ordinal).Count() < cuts.Count)
        {
            yield return ("partition", "'split-at' names each key once");
        }
    }

    /// <summary>Puts one into a world.</summary>
    public static Component Deploy(
        ComponentDeployment deployment,
        DatabaseOptions options,
        IReadOnlyList<Node> nodes
    )
    {
        ShardReplicationOptions replication = options.Replication;
        string name =
            replication.Protocol
            ?? ConsistencyLevel.Find(replication.Consistency ?? "linearizable")!.Protocols[0];
        var plan = new ShardedStorePlan
        {
            Protocol = StoreProtocol.Find(name)!,
            Store = new KvStoreOptions { Protocol = name, Raft = options.Raft },
            Factor = replication.Factor ?? nodes.Count,
            Partition = options.Partition,
            Routing = options.Routing,
            Station = new StationPlan(options.Capacity, options.ServiceTime, options.Workers, options.Queue),
            RepeatAfter = options.RepeatAfter,
            Coalesces = options.Coalesce,
            RecordSize = options.RecordSize,
            CopiesBeforeFreeze = options.Planted == PlantedDatabaseBug.CopyBeforeFreeze,
        };
        return ShardedStore.Deploy(deployment, plan, nodes, options.Shards);
    }
}
