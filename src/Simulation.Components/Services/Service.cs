using Simulation.Components.Services.Policies;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Services;

/// <summary>
/// Replicas of code that work on requests and ask other components. A service holds nothing itself: without
/// <c>calls</c> it answers every request, and its reads find nothing.
/// </summary>
public static class Service
{
    /// <summary>A circuit breaker has seen too many failures: calls fail at once.</summary>
    public const string CircuitOpened = "circuit-opened";

    /// <summary>A circuit breaker lets calls through again.</summary>
    public const string CircuitClosed = "circuit-closed";

    /// <summary>A replica leaves out another one that failed it; the detail is which.</summary>
    public const string ReplicaEjected = "replica-ejected";

    /// <summary>The catalogue's entry.</summary>
    public static ComponentKind Kind { get; } =
        new(
            "service",
            "Replicas with workers and a queue that call other components, through Polly policies.",
            typeof(ServiceOptions),
            (deployment, options) => Deploy(deployment, (ServiceOptions)options),
            [CircuitClosed, CircuitOpened, ReplicaEjected]
        )
        {
            UsesOf = options => ((ServiceOptions)options).Calls,
            Metrics =
            [
                .. StationMeters.Declared("replica"),
                ComponentMetric.Samples("latency", MetricUnit.Duration, "From request to answer."),
                ComponentMetric.Count("calls", MetricUnit.Count, "Calls of other components."),
                ComponentMetric.Count("attempts", MetricUnit.Count, "Attempts that these calls made."),
                ComponentMetric.Count(
                    "ejections",
                    MetricUnit.Count,
                    "Times that a failing replica was left out."
                ),
                .. PolicyMeters.Declared,
            ],
        };

    private static Component Deploy(ComponentDeployment deployment, ServiceOptions options)
    {
        World world = deployment.World;
        Node[] nodes =
        [
            .. world.Topology.Nodes.Where(node =>
                !node.IsClient && (options.RunsOn.Count == 0 || options.RunsOn.Any(node.IsIn))
            ),
        ];
        Component[] components = [.. options.Calls.Select(deployment.Find)];
        var replicas = new List<ProcessRef>();
        int count = options.Replicas ?? nodes.Length;
        for (int index = 0; index < count; index++)
        {
            int number = index;
            Node node = nodes[index % nodes.Length];
            int round = index / nodes.Length;
            string suffix = round == 0 ? "" : $".{round + 1}";
            replicas.Add(
                world.Deploy(
                    node,
                    $"{deployment.Name}@{node.Name}{suffix}",
                    () => new ServiceReplica(number, deployment.Name, options, components)
                )
            );
        }

        string description = $"{count} replica{(count == 1 ? "" : "s")}, {options.Workers} at once each";
        return components.Length == 0
            ? new Component(deployment.Name, description, replicas, deployment.Truth) { AnswersProbes = true }
            : new Component(deployment.Name, description, replicas, components[^1].Truth)
            {
                AnswersProbes = true,
                Holders = components[^1].Holders,
            };
    }
}
