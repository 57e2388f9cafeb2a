using Simulation.Components.Stores.Causal;
using Simulation.Components.Stores.Chain;
using Simulation.Components.Stores.Crdt;
using Simulation.Components.Stores.FollowerReads;
using Simulation.Components.Stores.MultiLeader;
using Simulation.Components.Stores.PrimaryBackup;
using Simulation.Components.Stores.Quorum;
using Simulation.Components.Stores.Raft;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores;

/// <summary>A replication protocol that a key-value store can run.</summary>
/// <param name="Name">What <c>protocol:</c> calls it.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="Deploy">Puts its replicas into a world.</param>
/// <param name="Happenings">The names of what its replicas announce.</param>
public sealed record StoreProtocol(
    string Name,
    string Summary,
    Func<StoreDeployment, KvStoreOptions, IReadOnlyList<ProcessRef>> Deploy,
    IReadOnlyList<string> Happenings
)
{
    /// <summary>All protocols, in the order in which they are listed.</summary>
    public static IReadOnlyList<StoreProtocol> All { get; } =
    [
        new(
            "raft",
            "Consensus on a replicated log: elections, log matching, snapshots.",
            (deployment, options) => RaftStore.Deploy(deployment, options.Raft),
            RaftStore.Announcements
        ),
        new(
            "fast-read",
            "Writes through a raft log, reads at any replica that has applied what the client has seen.",
            (deployment, options) => FollowerReadStores.DeploySequential(deployment, options.Raft),
            RaftStore.Announcements
        ),
        new(
            "follower-read",
            "Writes through a raft log, reads at any replica that can prove its state young enough.",
            (deployment, options) =>
                FollowerReadStores.DeployBounded(deployment, options.Raft, options.BoundedStaleness),
            RaftStore.Announcements
        ),
        new(
            "prefix-read",
            "Writes through a raft log, reads ever longer prefixes of it at any replica.",
            (deployment, options) => FollowerReadStores.DeployPrefix(deployment, options.Raft),
            RaftStore.Announcements
        ),
        new(
            "chain",
            "Updates run down a chain of replicas; its tail commits them and answers reads.",
            (deployment, options) =>
                ChainStore.Deploy(deployment, options.Chain, options.Raft, isApportioned: false),
            ChainStore.Happenings
        ),
        new(
            "craq",
            "Chain replication in which every replica reads, and asks the tail when in doubt.",
            (deployment, options) =>
                ChainStore.Deploy(deployment, options.Chain, options.Raft, isApportioned: true),
            ChainStore.Happenings
        ),
        new(
            "primary-backup",
            "One primary ships its log to backups; a majority promotes another when it is gone.",
            (deployment, options) => PrimaryBackupStore.Deploy(deployment, options.PrimaryBackup),
            PrimaryBackupStore.Happenings
        ),
        new(
            "quorum",
            "Dynamo: N replicas of a key, R answers to a read, W to a write, repair behind.",
            (deployment, options) => QuorumStore.Deploy(deployment, options.Quorum),
            QuorumStore.Happenings
        ),
        new(
            "lazy-replication",
            "Every replica takes writes; each is visible only after what its client had seen.",
            (deployment, options) => CausalStore.DeployCausal(deployment, options.Causal),
            CausalStore.Happenings
        ),
        new(
            "bayou",
            "Every replica takes writes; tokens give each session the guarantees that are chosen.",
            (deployment, options) => CausalStore.DeploySessions(deployment, options.Causal),
            CausalStore.Happenings
        ),
        new(
            "multi-leader",
            "Every replica takes writes; stamps decide, gossip spreads, all converge.",
            (deployment, options) => MultiLeaderStore.Deploy(deployment, options.MultiLeader),
            MultiLeaderStore.Happenings
        ),
        new(
            "crdt",
            "Every replica takes updates of data types whose states can be joined in any order.",
            (deployment, options) => CrdtStore.Deploy(deployment, options.Crdt),
            CrdtStore.Happenings
        ),
    ];

    /// <summary>The protocol of a name, or null.</summary>
    public static StoreProtocol? Find(string name) =>
        All.FirstOrDefault(protocol => string.Equals(protocol.Name, name, StringComparison.Ordinal));
}
