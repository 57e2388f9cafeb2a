using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Routing;

/// <summary>To which endpoint a router sends a client.</summary>
public enum RoutingStrategy
{
    /// <summary>To the first in order that is healthy.</summary>
    Failover,

    /// <summary>To each by its weight: canary releases, brown-outs.</summary>
    Weighted,

    /// <summary>To the one with the shortest way there, by the links' latencies.</summary>
    Latency,

    /// <summary>To the nearest one: same zone, region, cloud; in order where several are as near.</summary>
    Geo,
}

/// <summary>What is asked of a replica to see whether it is healthy.</summary>
public enum HealthCheckDepth
{
    /// <summary>Whether its process answers at all; what it depends on is not asked.</summary>
    Shallow,

    /// <summary>A request like a client's, down to the last component.</summary>
    Deep,
}

/// <summary>How clients hear where to go.</summary>
public enum RoutingMode
{
    /// <summary>They ask name servers and keep the answer for its time to live.</summary>
    Dns,

    /// <summary>The network takes them there: a change reaches all once routes have converged.</summary>
    Anycast,
}

/// <summary>What a component of kind <c>traffic-router</c> takes.</summary>
public sealed record TrafficRouterOptions : IValidatedOptions
{
    /// <summary>What the traffic is for.</summary>
    [Option("The component that traffic is for.", Names = NameKind.Component)]
    public required string Target { get; init; }

    /// <summary>Its endpoints.</summary>
    [Option(
        "The endpoints: the target's replicas in each of these regions, zones, clouds or nodes; first comes first.",
        Names = NameKind.Place
    )]
    public required IReadOnlyList<string> Order { get; init; }

    /// <summary>Which endpoint a client is sent to.</summary>
    [Option("Which endpoint a client is sent to: failover, weighted, latency or geo.")]
    public RoutingStrategy Strategy { get; init; } = RoutingStrategy.Failover;

    /// <summary>The share of each endpoint.</summary>
    [Option("With weighted, the share of each endpoint; those not named get none.", Names = NameKind.Place)]
    public IReadOnlyList<KeyValuePair<string, Ratio>> Weights { get; init; } = [];

    /// <summary>Whether a client stays where it was sent.</summary>
    [Option("With weighted, whether a client is sent to the same endpoint as long as that is healthy.")]
    public bool Sticky { get; init; }

    /// <summary>Whether weights follow health.</summary>
    [Option("With weighted, whether a weight shrinks with the share of an endpoint's checks that fail.")]
    public bool BrownOut { get; init; }

    /// <summary>How endpoints are found to be healthy.</summary>
    [Option("How endpoints are checked.")]
    public HealthCheckOptions Health { get; init; } = new();

    /// <summary>How long traffic stays where it was moved to.</summary>
    [Option(
        "With failover, how long traffic stays where it was moved to before it moves back: damps flapping.",
        Min = "0s"
    )]
    public SimDuration HoldDown { get; init; }

    /// <summary>How clients hear of it.</summary>
    [Option("How clients hear where to go: dns or anycast.")]
    public RoutingMode Mode { get; init; } = RoutingMode.Dns;

    /// <summary>How long an answer is good for.</summary>
    [Option("With dns, how long a client keeps an answer.", Min = "0s")]
    public SimDuration DnsTtl { get; init; } = 30.Seconds;

    /// <summary>How many clients do not care.</summary>
    [Option("With dns, the share of clients that keep an answer for as long as they live.")]
    public Ratio IgnoreTtl { get; init; }

    /// <summary>What clients do when no name server answers.</summary>
    [Option("With dns, whether a client goes on with its old answer when no name server answers.")]
    public bool ServeStale { get; init; } = true;

    /// <summary>How long routes take to change.</summary>
    [Option("With anycast, how long a change takes to reach the clients.")]
    public Distribution Convergence { get; init; } = Distribution.Constant(5_000_000_000);

    /// <summary>Where the name servers are.</summary>
    [Option(
        "The nodes (or all nodes of these places) with a name server each, which checks for itself; "
            + "empty: one on a node of its own.",
        Names = NameKind.Place
    )]
    public IReadOnlyList<string> RunsOn { get; init; } = [];

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Order.Count == 0)
        {
            yield return ("order", "name at least one endpoint");
        }

        if (Strategy == RoutingStrategy.Weighted && !Weights.Any(weight => weight.Value.Millionths > 0))
        {
            yield return ("weights", "with 'strategy: weighted' some endpoint needs a weight: {aws-eu: 90%}");
        }

        if (Strategy != RoutingStrategy.Weighted && (Weights.Count > 0 || Sticky || BrownOut))
        {
            yield return ("strategy", "weights, sticky and brown-out go with 'strategy: weighted'");
        }

        foreach ((string place, _) in Weights.Where(weight => !Order.Contains(weight.Key)))
        {
            yield return ("weights", $"'{place}' is not an endpoint: add it to 'order'");
        }
    }
}

/// <summary>How a router finds out which replicas are healthy.</summary>
public sealed record HealthCheckOptions : IValidatedOptions
{
    /// <summary>How often each replica is checked.</summary>
    [Option("How often each replica is checked.", Min = "1ms")]
    public SimDuration Every { get; init; } = 10.Seconds;

    /// <summary>How many failures it takes.</summary>
    [Option("After how many failed checks in a row a replica counts as unhealthy.", Min = "1")]
    public int UnhealthyAfter { get; init; } = 3;

    /// <summary>How many successes it takes.</summary>
    [Option("After how many good checks in a row a replica counts as healthy again.", Min = "1")]
    public int HealthyAfter { get; init; } = 2;

    /// <summary>How long a check may take.</summary>
    [Option("How long a check may take; at most the time between two.", Min = "1ms")]
    public SimDuration Timeout { get; init; } = 2.Seconds;

    /// <summary>What is asked.</summary>
    [Option(
        "What is asked: shallow, whether the process answers (of a service; stores are always checked deep), or deep."
    )]
    public HealthCheckDepth Depth { get; init; } = HealthCheckDepth.Shallow;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Timeout > Every)
        {
            yield return ("timeout", "must be at most 'every': a check ends before the next begins");
        }
    }
}
