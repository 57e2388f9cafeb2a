using Simulation.Components.Sharding;
using Simulation.Components.Stores;
using Simulation.Components.Stores.Raft;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Transactions;

/// <summary>How serializable transactions are kept apart.</summary>
public enum ConcurrencyControl
{
    /// <summary>By locks that are held to the end: strict two-phase locking.</summary>
    Locking,

    /// <summary>By a check at the end that what was read still stands: backward validation.</summary>
    Optimistic,
}

/// <summary>How a transaction over several shards commits.</summary>
public enum CommitProtocol
{
    /// <summary>All shards prepare, then the coordinator decides.</summary>
    TwoPhase,

    /// <summary>
    /// All shards are written with locks that point to a primary one; who commits that has committed all.
    /// </summary>
    Percolator,
}

/// <summary>Where the decision of a two-phase commit is kept.</summary>
public enum DecisionLog
{
    /// <summary>In the replicated log of the transaction's first shard: it outlives its coordinator.</summary>
    Raft,

    /// <summary>On the coordinator's own disk: while its node is down, prepared shards are blocked.</summary>
    Disk,
}

/// <summary>What is done when a transaction wants a lock that another one holds.</summary>
public enum DeadlockRule
{
    /// <summary>An older one aborts younger holders; a younger one waits.</summary>
    WoundWait,

    /// <summary>An older one waits for younger holders; a younger one aborts itself.</summary>
    WaitDie,
}

/// <summary>How strict serializability is kept.</summary>
public enum StrictProtocol
{
    /// <summary>By locks alone.</summary>
    Locks,

    /// <summary>
    /// By locks, commit wait and stamps of clocks of known uncertainty; what only reads takes no locks.
    /// </summary>
    Spanner,
}

/// <summary>A defect put in on purpose, so that a scenario can show that its checker bites.</summary>
public enum PlantedDatabaseBug
{
    /// <summary>The protocols as published.</summary>
    None,

    /// <summary>Planted: the last committer wins, whatever it has not seen: updates are lost.</summary>
    LostUpdate,

    /// <summary>Planted: reads take values that are not committed yet.</summary>
    DirtyRead,

    /// <summary>Planted: each shard chooses its own snapshot for a transaction, so that they disagree.</summary>
    LocalSnapshots,

    /// <summary>Planted: a prepared shard that hears nothing for a while aborts on its own.</summary>
    UnilateralAbort,

    /// <summary>Planted: a part is copied to another shard before its own stops serving it; what is written
    /// in between is lost.</summary>
    CopyBeforeFreeze,
}

/// <summary>What a component of kind <c>database</c> takes.</summary>
public sealed record DatabaseOptions : IValidatedOptions
{
    /// <summary>Where it lives.</summary>
    [Option(
        "The nodes (or all nodes of these regions, zones, clouds) that it lives on; empty: every node.",
        Names = NameKind.Place
    )]
    public IReadOnlyList<string> RunsOn { get; init; } = [];

    /// <summary>How many parts its keys are spread over.</summary>
    [Option("How many shards its keys are spread over.", Min = "1", Max = "1024")]
    public int Shards { get; init; } = 1;

    /// <summary>How many replicas a shard has.</summary>
    [Option("How each shard is replicated.")]
    public ShardReplicationOptions Replication { get; init; } = new();

    /// <summary>What transactions are promised.</summary>
    [Option(
        "What transactions are promised: strict-serializable, serializable, snapshot-isolation, "
            + "repeatable-read, cursor-stability, read-committed, read-uncommitted; off: no transactions, "
            + "but operations on single keys."
    )]
    public string? Isolation { get; init; }

    /// <summary>How keys are spread over the shards.</summary>
    [Option("Without isolation: how keys are spread over the shards.")]
    public PartitionOptions Partition { get; init; } = new();

    /// <summary>Who finds the shard of a key.</summary>
    [Option("Without isolation: who finds the shard of a key: proxy or any-node.")]
    public RoutingRule Routing { get; init; } = RoutingRule.Proxy;

    /// <summary>How many requests a shard begins.</summary>
    [Option("Without isolation: how many requests a shard's replica begins at most; off: any number.")]
    public Rate? Capacity { get; init; }

    /// <summary>How long a request takes.</summary>
    [Option("Without isolation: how long a shard's replica works on a request; off: no time.")]
    public Distribution? ServiceTime { get; init; }

    /// <summary>How many requests a shard works on at a time.</summary>
    [Option(
        "Without isolation: how many requests a shard's replica works on at a time; off: any number.",
        Min = "1"
    )]
    public int? Workers { get; init; }

    /// <summary>How many requests may wait.</summary>
    [Option("Without isolation: how many requests may wait for a shard's replica.")]
    public ShardQueueOptions Queue { get; init; } = new();

    /// <summary>Whether reads that wait for one key share an execution.</summary>
    [Option("Without isolation: whether reads of one key that wait at a shard are served by one execution.")]
    public bool Coalesce { get; init; }

    /// <summary>What a record takes.</summary>
    [Option("Without isolation: what a key and its value take when they move.", Min = "1B")]
    public ByteSize RecordSize { get; init; } = new(1_024);

    /// <summary>How serializable transactions are kept apart.</summary>
    [Option("With isolation serializable: locking or optimistic.")]
    public ConcurrencyControl Concurrency { get; init; } = ConcurrencyControl.Locking;

    /// <summary>How strict serializability is kept.</summary>
    [Option("With isolation strict-serializable: locks or spanner.")]
    public StrictProtocol Protocol { get; init; } = StrictProtocol.Locks;

    /// <summary>How deadlocks are kept from happening.</summary>
    [Option("How lock conflicts are settled without deadlock: wound-wait or wait-die.")]
    public DeadlockRule Deadlock { get; init; } = DeadlockRule.WoundWait;

    /// <summary>How transactions over several shards commit.</summary>
    [Option("How transactions over several shards commit: two-phase or percolator.")]
    public CommitProtocol Commit { get; init; } = CommitProtocol.TwoPhase;

    /// <summary>Where the decision is kept.</summary>
    [Option("Where a two-phase commit keeps its decision: raft or disk (of the coordinator).")]
    public DecisionLog DecisionLog { get; init; } = DecisionLog.Raft;

    /// <summary>What nodes believe of their clocks.</summary>
    [Option("What the nodes believe of their clocks.")]
    public DatabaseClockOptions Clock { get; init; } = new();

    /// <summary>How long a transaction may wait for a lock.</summary>
    [Option("The longest wait for a lock, after which a transaction aborts.", Min = "1ms")]
    public SimDuration LockTimeout { get; init; } = 2.Seconds;

    /// <summary>How long an open transaction may be silent.</summary>
    [Option("The longest silence of a client, after which its open transaction is undone.", Min = "1ms")]
    public SimDuration Lease { get; init; } = 5.Seconds;

    /// <summary>After how long a message inside the database is repeated.</summary>
    [Option("After how long without an answer a message inside the database is repeated.", Min = "1ms")]
    public SimDuration RepeatAfter { get; init; } = 400.Milliseconds;

    /// <summary>How long a prepared shard waits for a decision before it asks.</summary>
    [Option("How long a prepared shard waits before it asks for the decision.", Min = "1ms")]
    public SimDuration AskAfter { get; init; } = 1.Seconds;

    /// <summary>How many changes are kept for followers.</summary>
    [Option(
        "With isolation: how many of its latest changes each shard keeps for change-data capture; off: none.",
        Min = "1"
    )]
    public int? ChangeLog { get; init; }

    /// <summary>The disks of its nodes.</summary>
    [Option("The disks under its shards.")]
    public DiskOptions Disk { get; init; } = new();

    /// <summary>Settings of the shards' replication.</summary>
    [Option("Settings of the raft groups that replicate the shards.")]
    public RaftOptions Raft { get; init; } = new();

    /// <summary>A defect put in on purpose; only for scenarios that test the checkers.</summary>
    [Option(
        "A defect put in on purpose: none, lost-update, dirty-read, local-snapshots, unilateral-abort; "
            + "without isolation: copy-before-freeze."
    )]
    public PlantedDatabaseBug Planted { get; init; } = PlantedDatabaseBug.None;

    /// <summary>The level that is asked for; only of valid options.</summary>
    internal IsolationLevel Level
    {
        get
        {
            IsolationLevel level = IsolationLevel.Find(Isolation!)!;
            return Concurrency == ConcurrencyControl.Optimistic
                ? level with
                {
                    Reads = ReadRule.Validated,
                    Source = "Kung and Robinson, TODS 1981",
                }
                : level;
        }
    }

    /// <summary>Whether commits wait for the clocks' uncertainty.</summary>
    internal bool IsSpanner => Protocol == StrictProtocol.Spanner;

    /// <summary>Whether a transaction that only reads takes no locks but a snapshot.</summary>
    internal bool ReadsSnapshots =>
        IsSpanner || (Level.Name == "serializable" && Concurrency == ConcurrencyControl.Locking);

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Isolation is null)
        {
            foreach ((string, string) problem in ShardedDatabase.Validate(this))
            {
                yield return problem;
            }

            yield break;
        }

        foreach (string key in OfSingleKeysOnly())
        {
            yield return (
                key,
                $"a database with 'isolation' takes no '{key}': its keys are spread by a hash"
            );
        }

        if (IsolationLevel.Find(Isolation) is not { } level)
        {
            yield return (
                "isolation",
                $"'{Isolation}' is not a level that a protocol gives: "
                    + string.Join(", ", IsolationLevel.All.Select(known => known.Name))
            );
            yield break;
        }

        if (Concurrency == ConcurrencyControl.Optimistic && level.Name != "serializable")
        {
            yield return ("concurrency", "only isolation serializable can be optimistic");
        }

        if (IsSpanner && level.Name != "strict-serializable")
        {
            yield return ("protocol", "only isolation strict-serializable has the protocol spanner");
        }

        if (Commit == CommitProtocol.Percolator && level.Name != "snapshot-isolation")
        {
            yield return ("commit", "percolator gives snapshot-isolation only");
        }

        if (DecisionLog == DecisionLog.Disk && (Commit == CommitProtocol.Percolator || IsSpanner))
        {
            yield return (
                "decision-log",
                "a decision on the coordinator's disk is for plain two-phase commit"
            );
        }
    }

    /// <summary>The keys that were given and mean something for operations on single keys only.</summary>
    private IEnumerable<string> OfSingleKeysOnly()
    {
        (string Key, bool IsGiven)[] keys =
        [
            ("partition", Partition != new PartitionOptions()),
            ("routing", Routing != RoutingRule.Proxy),
            ("capacity", Capacity is not null),
            ("service-time", ServiceTime is not null),
            ("workers", Workers is not null),
            ("coalesce", Coalesce),
            ("queue", Queue != new ShardQueueOptions()),
        ];
        return keys.Where(key => key.IsGiven).Select(key => key.Key);
    }
}

/// <summary>What the nodes of a database believe of their clocks.</summary>
public sealed record DatabaseClockOptions
{
    /// <summary>How far a clock is believed to be off.</summary>
    [Option("With protocol spanner: how far a node's clock may be off; commits wait it out.", Min = "0ms")]
    public SimDuration Uncertainty { get; init; } = 7.Milliseconds;
}
