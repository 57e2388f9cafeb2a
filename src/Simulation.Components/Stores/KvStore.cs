using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores;

/// <summary>A replicated store of single keys; the promise or the protocol is the user's choice.</summary>
public static class KvStore
{
    /// <summary>The catalogue's entry.</summary>
    public static ComponentKind Kind { get; } =
        new(
            "kv-store",
            "A replicated store of single keys, by the promise it keeps or by the protocol it runs.",
            typeof(KvStoreOptions),
            (deployment, options) => Deploy(deployment, (KvStoreOptions)options),
            [
                .. StoreProtocol
                    .All.SelectMany(protocol => protocol.Happenings)
                    .Distinct()
                    .Order(StringComparer.Ordinal),
            ]
        );

    private static Component Deploy(ComponentDeployment deployment, KvStoreOptions options)
    {
        StoreProtocol protocol = Choose(options);
        List<Node> nodes = ChooseNodes(deployment.World, options);
        foreach (Node node in nodes)
        {
            node.Device.SyncLatency = options.Disk.Fsync;
        }

        var store = new StoreDeployment(deployment.World, deployment.Name, nodes, deployment.Truth);
        return new Component(
            deployment.Name,
            $"{protocol.Name} on {string.Join(" ", nodes.Select(node => node.Name))}",
            protocol.Deploy(store, options),
            deployment.Truth
        );
    }

    private static StoreProtocol Choose(KvStoreOptions options)
    {
        string name = options.Protocol ?? ConsistencyLevel.Find(options.Consistency!)!.Protocols[0];
        return StoreProtocol.Find(name) ?? throw new InvariantViolation("a level names a protocol");
    }

    private static List<Node> ChooseNodes(World world, KvStoreOptions options)
    {
        IEnumerable<Node> nodes = world.Topology.Nodes.Where(node =>
            !node.IsClient && (options.RunsOn.Count == 0 || options.RunsOn.Any(node.IsIn))
        );
        return [.. nodes.Take(options.Replication.Factor ?? int.MaxValue)];
    }
}
