using Simulation.Components.Stores.Raft;
using Simulation.Histories;

namespace Simulation.Components.Transactions.Shards;

/// <summary>What the replicated log of a shard holds.</summary>
internal abstract record ShardCommand : IReplicatedCommand
{
    private const int OverheadBytes = 32;

    /// <inheritdoc/>
    public virtual int SizeBytes => OverheadBytes;

    /// <summary>A transaction that concerns this shard alone commits.</summary>
    /// <param name="Id">Which transaction.</param>
    /// <param name="Stamp">The stamp of its writes.</param>
    /// <param name="Writes">Its writes.</param>
    /// <param name="Results">What its steps returned.</param>
    public sealed record CommitAlone(
        TransactionId Id,
        long Stamp,
        IReadOnlyList<KeyWrite> Writes,
        IReadOnlyList<Value> Results
    ) : ShardCommand
    {
        public override int SizeBytes => OverheadBytes + SizeOf(Writes);
    }

    /// <summary>A transaction is prepared.</summary>
    /// <param name="Promise">What is promised.</param>
    public sealed record Prepare(PreparedTransaction Promise) : ShardCommand
    {
        public override int SizeBytes => OverheadBytes + SizeOf(Promise.Writes);
    }

    /// <summary>The decision on a transaction whose home this is, unless there is one already.</summary>
    /// <param name="Id">Which transaction.</param>
    /// <param name="IsCommit">Whether it commits.</param>
    /// <param name="Stamp">The stamp of its writes.</param>
    /// <param name="Results">What its steps returned.</param>
    public sealed record Decide(TransactionId Id, bool IsCommit, long Stamp, IReadOnlyList<Value> Results)
        : ShardCommand;

    /// <summary>What was decided elsewhere on a transaction that is prepared here.</summary>
    /// <param name="Id">Which transaction.</param>
    /// <param name="IsCommit">Whether it commits.</param>
    /// <param name="Stamp">The stamp of its writes.</param>
    public sealed record Finish(TransactionId Id, bool IsCommit, long Stamp) : ShardCommand;

    /// <summary>
    /// Lets this leader, and none before it, serve snapshots up to a stamp: later leaders stamp their writes
    /// higher.
    /// </summary>
    /// <param name="Stamp">The stamp.</param>
    public sealed record RaiseCeiling(long Stamp) : ShardCommand;

    private static int SizeOf(IReadOnlyList<KeyWrite> writes)
    {
        int size = 0;
        foreach (KeyWrite write in writes)
        {
            int items = write.Value.AsList?.Count ?? 1;
            size += write.Key.Length + (write.Value.AsText?.Length ?? items * sizeof(long));
        }

        return size;
    }
}

/// <summary>A transaction that a shard has promised to commit or to undo, as will be decided.</summary>
/// <param name="Start">How it began.</param>
/// <param name="Home">The shard that keeps the decision.</param>
/// <param name="Stamp">The earliest stamp that its writes may have.</param>
/// <param name="Writes">Its writes here.</param>
/// <param name="SharedKeys">The keys that it shares.</param>
/// <param name="Ranges">The ranges that it shares.</param>
internal sealed record PreparedTransaction(
    TransactionStart Start,
    int Home,
    long Stamp,
    IReadOnlyList<KeyWrite> Writes,
    IReadOnlyList<string> SharedKeys,
    IReadOnlyList<KeyRange> Ranges
);

/// <summary>What became of a transaction.</summary>
/// <param name="Id">Which attempt.</param>
/// <param name="IsCommit">Whether it committed.</param>
/// <param name="Stamp">The stamp of its writes.</param>
/// <param name="Results">What its steps returned, when it committed.</param>
internal sealed record Decision(TransactionId Id, bool IsCommit, long Stamp, IReadOnlyList<Value> Results);

/// <summary>The replicated state of a shard after the entry at a place of the log; immutable.</summary>
/// <param name="Last">The last entry that it contains.</param>
/// <param name="Keys">All keys with their versions, in order.</param>
/// <param name="Decisions">What became of transactions, oldest first.</param>
/// <param name="Promises">The transactions that are prepared, oldest first.</param>
/// <param name="Ceiling">Up to where snapshots may have been served.</param>
/// <param name="LastStamp">The highest stamp that was given.</param>
internal sealed record ShardSnapshot(
    LogPosition Last,
    ReadOnlyMemory<VersionedKey> Keys,
    ReadOnlyMemory<Decision> Decisions,
    ReadOnlyMemory<PreparedTransaction> Promises,
    long Ceiling,
    long LastStamp
) : RaftSnapshot(Last, default, default)
{
    private const int RecordBytes = 40;

    /// <summary>The latest changes, where somebody follows them.</summary>
    public ChangeLogImage Changes { get; init; }

    /// <inheritdoc/>
    public override int SizeBytes
    {
        get
        {
            int size = RecordBytes * (Decisions.Length + Promises.Length + Changes.Changes.Length);
            foreach (VersionedKey key in Keys.Span)
            {
                size += key.Key.Length + RecordBytes * key.Versions.Length;
            }

            return size;
        }
    }
}
