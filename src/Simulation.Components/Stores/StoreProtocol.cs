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
            "multi-leader",
            "Every replica takes writes; stamps decide, gossip spreads, all converge.",
            (deployment, options) => MultiLeaderStore.Deploy(deployment, options.MultiLeader),
            MultiLeaderStore.Happenings
        ),
    ];

    /// <summary>The protocol of a name, or null.</summary>
    public static StoreProtocol? Find(string name) =>
        All.FirstOrDefault(protocol => string.Equals(protocol.Name, name, StringComparison.Ordinal));
}
