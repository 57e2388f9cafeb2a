using Simulation.Histories;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Transactions.Shards;

/// <summary>What a shard is asked to do for a transaction; its leader does it.</summary>
/// <param name="Id">Which transaction.</param>
internal abstract record ShardRequest(TransactionId Id)
{
    /// <summary>Does one step.</summary>
    /// <param name="Start">How the transaction began.</param>
    /// <param name="Index">The step's place in the transaction, from 0.</param>
    /// <param name="Earlier">How many steps this shard has done for it before: a leader that knows of
    /// another number is a new one, which has not the transaction's locks.</param>
    /// <param name="Step">The step.</param>
    public sealed record Execute(TransactionStart Start, int Index, int Earlier, TransactionStep Step)
        : ShardRequest(Start.Id);

    /// <summary>Commits a transaction that concerns this shard alone.</summary>
    /// <param name="Id">Which transaction.</param>
    /// <param name="StepCount">How many steps this shard has done for it.</param>
    /// <param name="Results">What its steps returned, for whoever repeats it.</param>
    public sealed record CommitAlone(TransactionId Id, int StepCount, IReadOnlyList<Value> Results)
        : ShardRequest(Id);

    /// <summary>The first phase of a commit: promises to commit or to undo, whichever is decided.</summary>
    /// <param name="Id">Which transaction.</param>
    /// <param name="StepCount">How many steps this shard has done for it.</param>
    /// <param name="Home">The shard that keeps the decision.</param>
    public sealed record Prepare(TransactionId Id, int StepCount, int Home) : ShardRequest(Id);

    /// <summary>Tells a transaction's home what is decided; the first decision stands.</summary>
    /// <param name="Id">Which transaction.</param>
    /// <param name="IsCommit">Whether it commits.</param>
    /// <param name="Stamp">The stamp of its writes.</param>
    /// <param name="Results">What its steps returned, for whoever repeats it.</param>
    public sealed record Decide(TransactionId Id, bool IsCommit, long Stamp, IReadOnlyList<Value> Results)
        : ShardRequest(Id);

    /// <summary>The second phase of a commit, for the shards that are not its home.</summary>
    /// <param name="Id">Which transaction.</param>
    /// <param name="IsCommit">Whether it commits.</param>
    /// <param name="Stamp">The stamp of its writes.</param>
    public sealed record Finish(TransactionId Id, bool IsCommit, long Stamp) : ShardRequest(Id);

    /// <summary>Undoes what was not prepared; no answer.</summary>
    /// <param name="Id">Which transaction.</param>
    public sealed record Release(TransactionId Id) : ShardRequest(Id);

    /// <summary>A prepared shard asks what was decided; the answer is a <see cref="Finish"/>, or
    /// none.</summary>
    /// <param name="Id">Which transaction.</param>
    public sealed record Inquire(TransactionId Id) : ShardRequest(Id);

    /// <summary>A shard asks whether a transaction that is silent still goes on; the answer is a
    /// <see cref="Release"/>, or none.</summary>
    /// <param name="Id">Which transaction.</param>
    public sealed record Probe(TransactionId Id) : ShardRequest(Id);
}

/// <summary>What a shard answers to a coordinator.</summary>
/// <param name="Id">Which transaction.</param>
/// <param name="Shard">The shard.</param>
/// <param name="Clock">The latest stamp that the shard has given or seen.</param>
internal abstract record ShardReply(TransactionId Id, int Shard, long Clock)
{
    /// <summary>A step is done.</summary>
    public sealed record Executed(TransactionId Id, int Shard, long Clock, int Index, Value Result)
        : ShardReply(Id, Shard, Clock);

    /// <summary>The transaction is undone here and cannot commit any more.</summary>
    /// <param name="Id">Which transaction.</param>
    /// <param name="Shard">The shard.</param>
    /// <param name="Clock">The latest stamp that the shard has given or seen.</param>
    /// <param name="Reason">Why, in kebab-case.</param>
    /// <param name="AnswersCommit">Whether this answers a request to commit or to prepare: only then does it
    /// tell that nothing will come of that request.</param>
    public sealed record Aborted(
        TransactionId Id,
        int Shard,
        long Clock,
        string Reason,
        bool AnswersCommit = false
    ) : ShardReply(Id, Shard, Clock);

    /// <summary>The shard is prepared: it will do what is decided.</summary>
    /// <param name="Id">Which transaction.</param>
    /// <param name="Shard">The shard.</param>
    /// <param name="Clock">The latest stamp that the shard has given or seen.</param>
    /// <param name="Stamp">The earliest stamp that its writes may have.</param>
    public sealed record Prepared(TransactionId Id, int Shard, long Clock, long Stamp)
        : ShardReply(Id, Shard, Clock);

    /// <summary>The decision that stands, which need not be the one that was asked for.</summary>
    /// <param name="Id">Which transaction was asked about.</param>
    /// <param name="Shard">The shard.</param>
    /// <param name="Clock">The latest stamp that the shard has given or seen.</param>
    /// <param name="IsCommit">Whether this attempt, or another at the same operation, committed.</param>
    /// <param name="Attempt">The attempt that committed; else the one that was asked about.</param>
    /// <param name="Results">What the steps of the attempt that committed returned.</param>
    public sealed record Decided(
        TransactionId Id,
        int Shard,
        long Clock,
        bool IsCommit,
        TransactionId Attempt,
        IReadOnlyList<Value> Results
    ) : ShardReply(Id, Shard, Clock);

    /// <summary>The shard has done what was decided.</summary>
    public sealed record Finished(TransactionId Id, int Shard, long Clock) : ShardReply(Id, Shard, Clock);

    /// <summary>This replica does not lead the shard.</summary>
    public sealed record NotLeading(TransactionId Id, int Shard, long Clock, ProcessRef? Leader)
        : ShardReply(Id, Shard, Clock);
}
