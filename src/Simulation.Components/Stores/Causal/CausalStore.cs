using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Causal;

/// <summary>
/// Every replica takes reads and writes by itself; a write becomes visible elsewhere only after what its
/// client had seen, and a client that turns to another replica waits until that has caught up with it.
/// Concurrent writes converge on the one with the later hybrid stamp.
/// </summary>
/// <remarks>
/// Source: Ladin, Liskov, Shrira, Ghemawat, "Providing High Availability Using Lazy Replication", ACM TOCS
/// 1992; Lloyd, Freedman, Kaminsky, Andersen, "Don't Settle for Eventual: Scalable Causal Consistency for
/// Wide-Area Storage with COPS", SOSP 2011 (causal+: causal, and conflicts converge); Terry et al., "Session
/// Guarantees for Weakly Consistent Replicated Data", PDIS 1994. A request that a client repeats at another
/// replica is another write of the same value.
/// </remarks>
public static class CausalStore
{
    /// <summary>A summary found writes that had not come by themselves.</summary>
    public const string Repaired = "writes-fetched";

    /// <summary>What replicas announce.</summary>
    public static IReadOnlyList<string> Happenings { get; } = [Repaired];

    /// <summary>Puts one replica on each node, with all guarantees together: causal consistency.</summary>
    public static IReadOnlyList<ProcessRef> DeployCausal(StoreDeployment deployment, CausalOptions options) =>
        DeploySessions(deployment, options with { Guarantees = Enum.GetValues<SessionGuarantee>() });

    /// <summary>Puts one replica on each node, with the guarantees of the options.</summary>
    public static IReadOnlyList<ProcessRef> DeploySessions(StoreDeployment deployment, CausalOptions options)
    {
        ShownWrites[] shown = [.. deployment.Nodes.Select(node => new ShownWrites(deployment, node))];
        return deployment.DeployReplicas(
            (place, peers) => new CausalReplica(options, place, peers, shown[place])
        );
    }
}
