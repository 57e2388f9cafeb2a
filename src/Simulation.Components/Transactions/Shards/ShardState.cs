using Simulation.Components.Stores.Raft;
using Simulation.Kernel;

namespace Simulation.Components.Transactions.Shards;

/// <summary>
/// The replicated state of a shard: what the committed log makes of the empty one. Its versions, the
/// transactions that are prepared, and what became of those whose home it is.
/// </summary>
/// <remarks>Source: Gray, "Notes on Data Base Operating Systems", 1978, section 5.8.3 for prepared
/// participants; Gray and Lamport, "Consensus on Transaction Commit", TODS 2006, for replicating
/// them.</remarks>
internal sealed class ShardState
{
    /// <summary>
    /// How many decisions are remembered: far more than there are transactions in the time that anyone may
    /// still ask.
    /// </summary>
    private const int DecisionsMax = 20_000;

    private readonly Dictionary<TransactionId, Decision> _decisions = [];
    private readonly Dictionary<int, Decision> _commits = [];
    private readonly Queue<Decision> _order = new();
    private readonly List<PreparedTransaction> _promises = [];

    /// <summary>The committed values.</summary>
    public VersionedKeys Keys { get; } = new();

    /// <summary>The transactions that are prepared, oldest first.</summary>
    public IReadOnlyList<PreparedTransaction> Promises => _promises;

    /// <summary>Up to where snapshots may have been served.</summary>
    public long Ceiling { get; private set; }

    /// <summary>The highest stamp that was given.</summary>
    public long LastStamp { get; private set; }

    /// <summary>The latest changes; null where nobody follows them.</summary>
    public ChangeLog? Changes { get; init; }

    /// <summary>What is called for each write that becomes visible.</summary>
    public Action<string, KeyVersion>? Shown { get; set; }

    /// <summary>What became of an attempt, or of another one at the same operation that committed; null when
    /// nothing is decided.</summary>
    public Decision? DecisionOn(TransactionId id) =>
        _commits.TryGetValue(id.Operation, out Decision? commit) ? commit : _decisions.GetValueOrDefault(id);

    /// <summary>The promise of a transaction that is prepared, or null.</summary>
    public PreparedTransaction? PromiseOf(TransactionId id) =>
        _promises.Find(promise => promise.Start.Id == id);

    /// <summary>
    /// Whether this shard, as its home, may still promise an attempt: nothing is decided on its operation,
    /// and no other attempt at it is prepared.
    /// </summary>
    public bool MayPromise(TransactionId id) =>
        DecisionOn(id) is null
        && !_promises.Exists(promise => promise.Start.Id.Operation == id.Operation && promise.Start.Id != id);

    /// <summary>Applies a committed command.</summary>
    /// <param name="command">The command.</param>
    /// <param name="self">This shard.</param>
    public void Apply(ShardCommand command, int self)
    {
        switch (command)
        {
            case ShardCommand.CommitAlone commit:
                if (MayPromise(commit.Id))
                {
                    Remember(new Decision(commit.Id, true, commit.Stamp, commit.Results));
                    Install(commit.Id, commit.Stamp, commit.Writes);
                }

                break;
            case ShardCommand.Prepare { Promise: { } promise }:
                if (
                    PromiseOf(promise.Start.Id) is null
                    && (promise.Home != self || MayPromise(promise.Start.Id))
                )
                {
                    _promises.Add(promise);
                    LastStamp = Math.Max(LastStamp, promise.Stamp);
                }

                break;
            case ShardCommand.Decide decide:
                if (DecisionOn(decide.Id) is null)
                {
                    Remember(new Decision(decide.Id, decide.IsCommit, decide.Stamp, decide.Results));
                    Keep(decide.Id, decide.IsCommit, decide.Stamp);
                }

                break;
            case ShardCommand.Finish finish:
                Keep(finish.Id, finish.IsCommit, finish.Stamp);
                break;
            case ShardCommand.RaiseCeiling raise:
                Ceiling = Math.Max(Ceiling, raise.Stamp);
                break;
            default:
                throw new InvariantViolation("every command has a case");
        }
    }

    /// <summary>Copies the state as it is after the entry at a place of the log.</summary>
    public ShardSnapshot ToSnapshot(LogPosition last) =>
        new(last, Keys.ToArray(), _order.ToArray(), _promises.ToArray(), Ceiling, LastStamp)
        {
            Changes = Changes?.ToImage() ?? default,
        };

    /// <summary>Replaces the whole state.</summary>
    public void Restore(RaftSnapshot snapshot)
    {
        _decisions.Clear();
        _commits.Clear();
        _order.Clear();
        _promises.Clear();
        if (snapshot is not ShardSnapshot shard)
        {
            Keys.Restore([]);
            (Ceiling, LastStamp) = (0, 0);
            Changes?.Restore(default);
            return;
        }

        Keys.Restore(shard.Keys.Span);
        Changes?.Restore(shard.Changes);
        foreach (Decision decision in shard.Decisions.Span)
        {
            Remember(decision);
        }

        _promises.AddRange(shard.Promises.Span);
        (Ceiling, LastStamp) = (shard.Ceiling, shard.LastStamp);
    }

    private void Remember(Decision decision)
    {
        _decisions.Add(decision.Id, decision);
        if (decision.IsCommit)
        {
            _commits.Add(decision.Id.Operation, decision);
        }

        _order.Enqueue(decision);
        if (_order.Count > DecisionsMax)
        {
            Decision oldest = _order.Dequeue();
            _decisions.Remove(oldest.Id);
            if (oldest.IsCommit)
            {
                _commits.Remove(oldest.Id.Operation);
            }
        }
    }

    /// <summary>Keeps a promise as decided; nothing when there is none (any more).</summary>
    private void Keep(TransactionId id, bool isCommit, long stamp)
    {
        int place = _promises.FindIndex(promise => promise.Start.Id == id);
        if (place < 0)
        {
            return;
        }

        PreparedTransaction promise = _promises[place];
        _promises.RemoveAt(place);
        if (isCommit)
        {
            Invariant.That(stamp >= promise.Stamp);
            Install(id, stamp, promise.Writes);
        }
    }

    private void Install(TransactionId id, long stamp, IReadOnlyList<KeyWrite> writes)
    {
        LastStamp = Math.Max(LastStamp, stamp);
        foreach (KeyWrite write in writes)
        {
            var version = new KeyVersion(stamp, write.Value, id.Operation);
            Keys.Add(write.Key, version);
            Changes?.Add(write.Key, version);
            Shown?.Invoke(write.Key, version);
        }
    }
}
