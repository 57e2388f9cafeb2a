using Simulation.Components.Stores.Causal;
using Simulation.Components.Stores.Chain;
using Simulation.Components.Stores.Crdt;
using Simulation.Components.Stores.FollowerReads;
using Simulation.Components.Stores.MultiLeader;
using Simulation.Components.Stores.PrimaryBackup;
using Simulation.Components.Stores.Quorum;
using Simulation.Components.Stores.Raft;
using Simulation.Kernel.Options;
using Simulation.Kernel.Randomness;

namespace Simulation.Components.Stores;

/// <summary>What a component of kind <c>kv-store</c> takes.</summary>
public sealed record KvStoreOptions : IValidatedOptions
{
    /// <summary>Where its replicas live.</summary>
    [Option(
        "The nodes (or all nodes of these regions, zones, clouds) with one replica each; "
            + "empty: every node.",
        Names = NameKind.Place
    )]
    public IReadOnlyList<string> RunsOn { get; init; } = [];

    /// <summary>What it promises.</summary>
    [Option(
        "What the store promises; the lab picks the protocol that gives it: linearizable, sequential, "
            + "bounded-staleness, causal, session, consistent-prefix or eventual."
    )]
    public string? Consistency { get; init; }

    /// <summary>Which protocol it runs, by name.</summary>
    [Option(
        "The protocol by name: raft, fast-read, follower-read, prefix-read, lazy-replication, bayou, chain, "
            + "craq, primary-backup, quorum, multi-leader or crdt; beside a consistency, one that gives it."
    )]
    public string? Protocol { get; init; }

    /// <summary>How many replicas there are.</summary>
    [Option("How its data is replicated.")]
    public ReplicationOptions Replication { get; init; } = new();

    /// <summary>The disks of its nodes.</summary>
    [Option("The disks under its replicas.")]
    public DiskOptions Disk { get; init; } = new();

    /// <summary>Settings of raft.</summary>
    [Option("Settings of the raft protocol, and of those that write through a raft log.")]
    public RaftOptions Raft { get; init; } = new();

    /// <summary>Settings of primary-backup.</summary>
    [Option("Settings of the primary-backup protocol.")]
    public PrimaryBackupOptions PrimaryBackup { get; init; } = new();

    /// <summary>Settings of the quorum protocol.</summary>
    [Option("Settings of the quorum protocol.")]
    public QuorumOptions Quorum { get; init; } = new();

    /// <summary>Settings of multi-leader.</summary>
    [Option("Settings of the multi-leader protocol.")]
    public MultiLeaderOptions MultiLeader { get; init; } = new();

    /// <summary>Settings of bounded staleness.</summary>
    [Option("Settings of bounded staleness, the follower-read protocol.")]
    public BoundedStalenessOptions BoundedStaleness { get; init; } = new();

    /// <summary>Settings of causal stores and of session guarantees.</summary>
    [Option("Settings of causal stores and of session guarantees, the lazy-replication and bayou protocols.")]
    public CausalOptions Causal { get; init; } = new();

    /// <summary>Settings of chain replication and CRAQ.</summary>
    [Option("Settings of the chain and craq protocols; their configuration master is a raft group.")]
    public ChainOptions Chain { get; init; } = new();

    /// <summary>Settings of conflict-free replicated data types.</summary>
    [Option("Settings of the crdt protocol.")]
    public CrdtOptions Crdt { get; init; } = new();

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Consistency is null && Protocol is null)
        {
            yield return ("consistency", "a kv-store has a 'consistency', a 'protocol' or both");
        }

        ConsistencyLevel? level = Consistency is null ? null : ConsistencyLevel.Find(Consistency);
        if (Consistency is not null && level is null)
        {
            yield return (
                "consistency",
                $"'{Consistency}' is not a level that a protocol gives: "
                    + string.Join(", ", ConsistencyLevel.All.Select(level => level.Name))
            );
        }

        if (Protocol is not null && StoreProtocol.Find(Protocol) is null)
        {
            yield return (
                "protocol",
                $"'{Protocol}' is not a protocol: "
                    + string.Join(", ", StoreProtocol.All.Select(protocol => protocol.Name))
            );
        }
        else if (Protocol is not null && level is not null && !level.Protocols.Contains(Protocol))
        {
            yield return (
                "protocol",
                $"'{Protocol}' does not promise '{Consistency}', which comes by "
                    + string.Join(" or ", level.Protocols)
            );
        }
    }
}

/// <summary>How a store's data is replicated.</summary>
public sealed record ReplicationOptions
{
    /// <summary>How many replicas; null is one on each node.</summary>
    [Option("How many replicas, on the first of the nodes; off: one on each.", Min = "1")]
    public int? Factor { get; init; }
}

/// <summary>The disks under a store.</summary>
public sealed record DiskOptions
{
    /// <summary>How long a sync takes.</summary>
    [Option("How long it takes to make writes durable.")]
    public Distribution Fsync { get; init; } = Distribution.Constant(1_000_000);
}
