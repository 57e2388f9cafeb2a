using Simulation.Components.Stores.Raft;
using Simulation.Histories;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Chain;

/// <summary>
/// Replicas in a chain: updates enter at the head and are committed by the tail, which has them last.
/// Linearizable; it survives all failures but of the last replica, as long as a majority of the configuration
/// master lives.
/// </summary>
/// <remarks>
/// Source: van Renesse and Schneider, "Chain Replication for Supporting High Throughput and Availability",
/// OSDI 2004; Terrace and Freedman, "Object Storage on CRAQ", USENIX ATC 2009. The papers suppose that a
/// replica put out of the chain has stopped; here it may only be cut off, and so serves by a lease (Gray and
/// Cheriton, SOSP 1989), which the others wait for.
/// </remarks>
public static class ChainStore
{
    /// <summary>The chain changed; the detail is the new one.</summary>
    public const string Reconfigured = "chain-reconfigured";

    /// <summary>A replica took over the state of its predecessor.</summary>
    public const string StateInstalled = "chain-state-installed";

    /// <summary>The role of the first replica.</summary>
    public const string HeadRole = "head";

    /// <summary>The role of the last replica, also when it is the only one.</summary>
    public const string TailRole = "tail";

    /// <summary>The role of all others.</summary>
    public const string ReplicaRole = "replica";

    /// <summary>What replicas announce.</summary>
    public static IReadOnlyList<string> Happenings { get; } =
    [Reconfigured, StateInstalled, .. RaftStore.Announcements];

    /// <summary>
    /// Puts one replica on each node of a deployment, and the configuration master on the first of them.
    /// </summary>
    /// <param name="deployment">Where; at least one node.</param>
    /// <param name="options">How the chain behaves; valid.</param>
    /// <param name="raft">How its configuration master behaves; valid.</param>
    /// <param name="isApportioned">Whether every replica answers reads, as CRAQ does, or the tail
    /// alone.</param>
    public static IReadOnlyList<ProcessRef> Deploy(
        StoreDeployment deployment,
        ChainOptions options,
        RaftOptions raft,
        bool isApportioned
    )
    {
        var masterDeployment = new StoreDeployment(
            deployment.World,
            deployment.Name + "-master",
            [.. deployment.Nodes.Take(options.Masters)],
            new GroundTruth()
        );
        IReadOnlyList<ProcessRef> masters = RaftStore.Deploy(
            masterDeployment,
            raft with
            {
                Reads = RaftReads.ReadIndex,
            }
        );
        ReplicaTruth[] truths =
        [
            .. deployment.Nodes.Select(node => new ReplicaTruth(deployment.Truth, deployment.World, node)),
        ];
        return deployment.DeployReplicas(
            (place, peers) => new ChainReplica(options, isApportioned, place, peers, masters, truths[place])
        );
    }
}
