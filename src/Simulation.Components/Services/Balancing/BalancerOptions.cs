using Simulation.Kernel.Options;

namespace Simulation.Components.Services.Balancing;

/// <summary>What <c>balance:</c> takes.</summary>
public sealed record BalancerOptions
{
    /// <summary>How a replica is picked.</summary>
    [Option(
        "How a replica is picked: nearest, round-robin, random, least-requests, choices (the least loaded "
            + "of a few at random), zone-aware (round robin within the zone) or consistent-hash (by key)."
    )]
    public BalancerStrategy By { get; init; } = BalancerStrategy.RoundRobin;

    /// <summary>Among how many.</summary>
    [Option("With choices: among how many the least loaded is taken.", Min = "1")]
    public int Choices { get; init; } = 2;

    /// <summary>Whether failing replicas are left out for a while.</summary>
    [Option("When a replica that fails is left out for a while; off: never.")]
    public OutlierOptions? Outliers { get; init; }
}

/// <summary>How a replica is picked.</summary>
public enum BalancerStrategy
{
    /// <summary>The one in turn.</summary>
    RoundRobin,

    /// <summary>The first of the nearest.</summary>
    Nearest,

    /// <summary>Any one.</summary>
    Random,

    /// <summary>The one with the fewest open requests of this caller.</summary>
    LeastRequests,

    /// <summary>The one with the fewest open requests among a few drawn at random.</summary>
    Choices,

    /// <summary>The one in turn within the caller's zone, or of all when there is none.</summary>
    ZoneAware,

    /// <summary>The one that a hash of the key leads to.</summary>
    ConsistentHash,
}
