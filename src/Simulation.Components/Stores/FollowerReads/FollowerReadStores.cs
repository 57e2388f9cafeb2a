using Simulation.Components.Stores.Raft;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.FollowerReads;

/// <summary>
/// Stores that write through a Raft log and read at any replica: in session order, within bounds of
/// staleness, or wherever in the log the replica happens to be.
/// </summary>
public static class FollowerReadStores
{
    /// <summary>
    /// Sequential: a client's token says how much of the log it has seen, and a replica waits until it has
    /// applied as much.
    /// </summary>
    /// <remarks>Source: Attiya and Welch, "Sequential Consistency versus Linearizability", ACM TOCS 1994,
    /// section 4; Hunt et al., "ZooKeeper", USENIX ATC 2010, section 4.4.</remarks>
    public static IReadOnlyList<ProcessRef> DeploySequential(
        StoreDeployment deployment,
        RaftOptions options
    ) => RaftStore.Deploy(deployment, options with { Reads = RaftReads.Session });

    /// <summary>
    /// Consistent prefix: a replica answers from whatever prefix of the log it has applied, once that is no
    /// shorter than the one that the client read last; the client may miss its own writes.
    /// </summary>
    /// <remarks>Source: Terry, "Replicated Data Consistency Explained Through Baseball", CACM 2013; with its
    /// monotonic reads, since a single read shows no prefix.</remarks>
    public static IReadOnlyList<ProcessRef> DeployPrefix(StoreDeployment deployment, RaftOptions options) =>
        RaftStore.Deploy(deployment, options with { Reads = RaftReads.Prefix });

    /// <summary>
    /// Bounded staleness: a follower serves while the leader's word, by the nodes' clocks, proves its state
    /// to be young enough, and sends clients to the leader otherwise.
    /// </summary>
    /// <remarks>Source: Terry 2013; Corbett et al., "Spanner", OSDI 2012, section 4.2.2 (reads at a bounded
    /// staleness).</remarks>
    public static IReadOnlyList<ProcessRef> DeployBounded(
        StoreDeployment deployment,
        RaftOptions options,
        BoundedStalenessOptions bound
    ) => RaftStore.Deploy(deployment, options with { Reads = RaftReads.ReadIndex }, bound);
}
