using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.MultiLeader;

/// <summary>
/// Every replica takes reads and writes by itself and tells the others: always available, eventually equal.
/// Of concurrent writes the one with the later stamp stays, and the others are lost without a word. A cas
/// compares with the local value only and guarantees nothing.
/// </summary>
/// <remarks>Source: Petersen, Spreitzer, Terry, Theimer, Demers, "Flexible Update Propagation for Weakly
/// Consistent Replication", SOSP 1997; Demers et al., "Epidemic Algorithms for Replicated Database
/// Maintenance", PODC 1987, section 1.3 (anti-entropy).</remarks>
public static class MultiLeaderStore
{
    /// <summary>A comparison of two replicas found differences and mended them.</summary>
    public const string Repaired = "anti-entropy-repair";

    /// <summary>What replicas announce.</summary>
    public static IReadOnlyList<string> Happenings { get; } = [Repaired];

    /// <summary>Puts one replica on each node of a deployment.</summary>
    public static IReadOnlyList<ProcessRef> Deploy(StoreDeployment deployment, MultiLeaderOptions options)
    {
        ShownWrites[] shown = [.. deployment.Nodes.Select(node => new ShownWrites(deployment, node))];
        return deployment.DeployReplicas(
            (place, peers) => new MultiLeaderReplica(options, place, peers, shown[place])
        );
    }
}
