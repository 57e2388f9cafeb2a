using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Topologies;

namespace Simulation.Components.Routing;

/// <summary>
/// Sends clients to the endpoints of a component: name servers check which are healthy, and clients keep what
/// they were told for its time to live, or follow routes as they change.
/// </summary>
/// <remarks>
/// Source: RFC 1034 (time to live), RFC 8767 (stale answers); Amazon Route 53 Developer Guide, "How Amazon Route
/// 53 chooses records when health checking is configured" (all unhealthy is answered as all healthy).
/// </remarks>
public static class TrafficRouter
{
    /// <summary>A name server found every replica of an endpoint unhealthy.</summary>
    public const string EndpointUnhealthy = "endpoint-unhealthy";

    /// <summary>A name server found an endpoint healthy again.</summary>
    public const string EndpointHealthy = "endpoint-healthy";

    /// <summary>A name server sends clients to another endpoint than before.</summary>
    public const string TrafficMoved = "traffic-moved";

    /// <summary>The catalogue's entry.</summary>
    public static ComponentKind Kind { get; } =
        new(
            "traffic-router",
            "Sends clients to the endpoints of a component by DNS or anycast, after health checks.",
            typeof(TrafficRouterOptions),
            (deployment, options) => Deploy(deployment, (TrafficRouterOptions)options),
            [EndpointHealthy, EndpointUnhealthy, TrafficMoved]
        )
        {
            UsesOf = options => [((TrafficRouterOptions)options).Target],
            Metrics = NameService.Declared,
        };

    private static Component Deploy(ComponentDeployment deployment, TrafficRouterOptions options)
    {
        World world = deployment.World;
        Component target = deployment.Find(options.Target);
        var service = new NameService(world, deployment.Name, options);
        List<Node> nodes =
        [
            .. world.Topology.Nodes.Where(node => !node.IsClient && options.RunsOn.Any(node.IsIn)),
        ];
        if (nodes.Count == 0)
        {
            nodes.Add(world.Topology.AddNode($"{deployment.Name}-0", new Place("", deployment.Name, "")));
        }

        service.Servers =
        [
            .. nodes.Select(
                (node, number) =>
                    world.Deploy(
                        node,
                        $"{deployment.Name}@{node.Name}",
                        () => new NameServer(number, deployment.Name, service, target)
                    )
            ),
        ];
        return new Component(
            deployment.Name,
            $"{options.Strategy.ToString().ToLowerInvariant()} over {string.Join(" ", options.Order)}",
            [.. target.Replicas.Where(replica => options.Order.Any(replica.Node.IsIn))],
            target.Truth
        )
        {
            Holders = target.Holders,
            Names = service,
        };
    }
}
