using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Caches;

/// <summary>A cache before a store of keys: nodes that hold entries in memory, and applications that use it.</summary>
public static class Cache
{
    /// <summary>Ten loads of one key are under way at once in one process; the detail is the key.</summary>
    public const string Stampede = "cache-stampede";

    /// <summary>A node came back without writes that it had promised; the detail is how many.</summary>
    public const string DirtyLost = "dirty-writes-lost";

    /// <summary>A value that was loaded before a write came too late to be kept; the detail is the key.</summary>
    public const string StaleSetRefused = "stale-set-refused";

    /// <summary>The catalogue's entry.</summary>
    public static ComponentKind Kind { get; } =
        new(
            "cache",
            "A cache before a store of keys, on one node or many, by the pattern in which it is used.",
            typeof(CacheOptions),
            (deployment, options) => Deploy(deployment, (CacheOptions)options),
            [Stampede, DirtyLost, StaleSetRefused]
        )
        {
            UsesOf = options => [((CacheOptions)options).Of],
            Metrics = [.. CacheMetrics.All, .. NearMetrics.All],
        };

    private static Component Deploy(ComponentDeployment deployment, CacheOptions options)
    {
        World world = deployment.World;
        Component store = deployment.Find(options.Of);
        Node[] nodes =
        [
            .. world.Topology.Nodes.Where(node =>
                !node.IsClient && (options.RunsOn.Count == 0 || options.RunsOn.Any(node.IsIn))
            ),
        ];
        var layout = new CacheLayout(options, new CacheMetrics(world.Metrics, deployment.Name), store)
        {
            Near =
                options.Near is null && options.Invalidate.By == InvalidationRule.None
                    ? null
                    : new NearMetrics(world.Metrics, deployment.Name),
        };
        foreach (Node node in nodes)
        {
            layout.Add(
                world.Deploy(node, $"{deployment.Name}.cache@{node.Name}", () => new CacheNode(layout))
            );
        }

        ProcessRef[] applications =
        [
            .. nodes.Select(node =>
                world.Deploy(node, $"{deployment.Name}@{node.Name}", () => new CacheApplication(layout))
            ),
        ];
        foreach (ProcessRef application in applications)
        {
            layout.AddApplication(application);
        }

        world.Install(deployment.Name, new CacheControl(layout));
        string places = string.Join(" ", nodes.Select(node => node.Name));
        return new Component(
            deployment.Name,
            $"{options.Pattern} before {options.Of} on {places}",
            applications,
            store.Truth
        )
        {
            Holders = store.Holders,
        };
    }
}
