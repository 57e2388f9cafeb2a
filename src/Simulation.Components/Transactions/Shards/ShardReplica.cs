using System.Globalization;
using Simulation.Components.Stores.Raft;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Transactions.Shards;

/// <summary>
/// One replica of a shard. The leader executes transactions in its memory and puts into the replicated log
/// only what must outlive it: promises, decisions and commits. What is open when a leader goes is undone.
/// </summary>
internal sealed partial class ShardReplica : ReplicatedProcess
{
    private const int MessageBytes = 96;

    private readonly int _shard;
    private readonly DatabaseLayout _layout;
    private readonly DatabaseOptions _options;
    private readonly ShardTruth _truth;
    private readonly ShardState _state;
    private readonly LockTable _locks = new();
    private readonly RecentlyEnded _ended = new();
    private readonly StepExecution _execution;
    private readonly Validation _validation;
    private readonly Dictionary<TransactionId, ActiveTransaction> _byId = [];
    private readonly List<ActiveTransaction> _active = [];
    private readonly List<WaitingStep> _waiting = [];
    private readonly List<(TransactionId Id, ProcessRef Coordinator)> _askers = [];
    private readonly List<(TransactionId Id, ProcessRef Shard)> _inquirers = [];
    private ProcessTimer _sweep = null!;
    private DatabaseMetrics _metrics = null!;
    private long _clock;
    private long _wantedCeiling;
    private bool _isRetryWanted;
    private bool _isRetrying;

    public ShardReplica(
        int shard,
        int place,
        DatabaseLayout layout,
        DatabaseOptions options,
        ShardTruth truth
    )
        : base(place, layout.Shards[shard], options.Raft)
    {
        _shard = shard;
        _layout = layout;
        _options = options;
        _truth = truth;
        _state = new ShardState { Changes = options.ChangeLog is { } keep ? new ChangeLog(keep) : null };
        _validation = new Validation(options, _state, _locks);
        _execution = new StepExecution(options, _state, _locks, Wound);
    }

    /// <summary>The replicated state, for tests that look inside.</summary>
    public ShardState State => _state;

    /// <inheritdoc/>
    public override string Describe() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(IsLeading ? "leader" : "replica")} of shard {_shard} term {Term} applied {LastApplied} "
                + $"open {_active.Count} waiting {_waiting.Count} prepared {_state.Promises.Count}"
        );

    /// <inheritdoc/>
    protected override void OnReplicaStart()
    {
        _metrics = new DatabaseMetrics(World.Metrics);
        _sweep = CreateTimer("sweep");
        _state.Shown = _truth.Show;
    }

    /// <inheritdoc/>
    protected override void Restore(RaftSnapshot snapshot)
    {
        _state.Restore(snapshot);
        _truth.Replace(_state.Keys);
    }

    /// <inheritdoc/>
    protected override RaftSnapshot TakeSnapshot(LogPosition last) => _state.ToSnapshot(last);

    /// <inheritdoc/>
    protected override void OnLeading()
    {
        _clock = Math.Max(_clock, Math.Max(_state.Ceiling, _state.LastStamp));
        _wantedCeiling = _state.Ceiling;
        foreach (PreparedTransaction promise in _state.Promises)
        {
            Resume(promise);
        }

        _sweep.Set(SweepInterval);
    }

    /// <inheritdoc/>
    protected override void OnDeposed()
    {
        _byId.Clear();
        _active.Clear();
        _waiting.Clear();
        _askers.Clear();
        _inquirers.Clear();
        _locks.Clear();
        _sweep.Cancel();
    }

    /// <inheritdoc/>
    protected override void OnRequest(ProcessRef source, object message)
    {
        if (message is ShardReply)
        {
            // Another shard acknowledges what was passed on to it, or does not lead: this one asks again.
            return;
        }

        if (message is ChangesRequest changes)
        {
            Tell(source, changes);
            return;
        }

        var request = (ShardRequest)message;
        if (!IsLeading)
        {
            Tell(source, new ShardReply.NotLeading(request.Id, _shard, 0, Leader));
            return;
        }

        switch (request)
        {
            case ShardRequest.Execute execute:
                Execute(source, execute);
                break;
            case ShardRequest.CommitAlone commit:
                CommitAlone(source, commit);
                break;
            case ShardRequest.Prepare prepare:
                Prepare(source, prepare);
                break;
            case ShardRequest.Decide decide:
                Decide(source, decide);
                break;
            case ShardRequest.Finish finish:
                Finish(source, finish);
                break;
            case ShardRequest.Release release:
                Release(release.Id);
                break;
            case ShardRequest.Inquire inquire:
                Answer(source, inquire.Id);
                break;
            default:
                throw new InvariantViolation("every request has a case");
        }
    }

    private void Execute(ProcessRef source, ShardRequest.Execute request)
    {
        TransactionStart start = request.Start;
        if (_state.DecisionOn(start.Id) is { IsCommit: false })
        {
            Tell(source, new ShardReply.Aborted(start.Id, _shard, _clock, AbortReason.Lease));
            return;
        }

        if (_ended.Contains(start.Id))
        {
            Tell(source, new ShardReply.Aborted(start.Id, _shard, _clock, AbortReason.LeaderChanged));
            return;
        }

        if (_waiting.Exists(step => step.Request.Start.Id == start.Id && step.Request.Index == request.Index))
        {
            return;
        }

        ActiveTransaction? transaction = _byId.GetValueOrDefault(start.Id);
        if (transaction?.LastReply is { } last && last.Index >= request.Index)
        {
            Tell(source, last with { Clock = _clock });
            return;
        }

        if ((transaction?.StepCount ?? 0) != request.Earlier)
        {
            Tell(source, new ShardReply.Aborted(start.Id, _shard, _clock, AbortReason.LeaderChanged));
            return;
        }

        transaction ??= start.IsReadOnly
            ? new ActiveTransaction(start, source)
            : Begin(new ActiveTransaction(start, source));
        transaction.HeardAt = Now;
        TryStep(new WaitingStep(transaction, request, Now), isFirstTime: true);
        if (_isRetryWanted)
        {
            RetryWaiting();
        }
    }

    private ActiveTransaction Begin(ActiveTransaction transaction)
    {
        _byId.Add(transaction.Id, transaction);
        _active.Add(transaction);
        if (_options.Planted == PlantedDatabaseBug.LocalSnapshots)
        {
            transaction.Snapshot = _clock;
        }

        return transaction;
    }

    /// <summary>Does a step, or lets it wait; tells whether it waits.</summary>
    private bool TryStep(in WaitingStep step, bool isFirstTime)
    {
        ActiveTransaction transaction = step.Transaction;
        bool readsSnapshot = transaction.Start.IsReadOnly || _options.Level.Reads == ReadRule.Snapshot;
        StepOutcome outcome =
            readsSnapshot && !MayServe(transaction.Snapshot)
                ? StepOutcome.Waiting
                : _execution.Try(transaction, step.Request.Step);
        switch (outcome)
        {
            case StepOutcome.Done done:
                transaction.StepCount++;
                transaction.LastReply = new ShardReply.Executed(
                    transaction.Id,
                    _shard,
                    _clock,
                    step.Request.Index,
                    done.Result
                );
                Tell(transaction.Coordinator, transaction.LastReply);
                if (!isFirstTime)
                {
                    _metrics.LockWait.Record(Since(step.Since));
                }

                return false;
            case StepOutcome.Waits:
                if (isFirstTime)
                {
                    _waiting.Add(step);
                }

                return true;
            case StepOutcome.Fails fails:
                Abort(transaction, fails.Reason);
                return false;
            default:
                throw new InvariantViolation("every outcome has a case");
        }
    }

    /// <summary>
    /// Whether a snapshot may be served: every later leader must know that it was, lest it stamps a write so
    /// that the snapshot should have shown it. Own later writes are stamped higher from now on.
    /// </summary>
    private bool MayServe(long snapshot)
    {
        if (snapshot > _wantedCeiling - CeilingStep.Nanoseconds / 2)
        {
            _wantedCeiling = snapshot + CeilingStep.Nanoseconds;
            Propose(new ShardCommand.RaiseCeiling(_wantedCeiling));
        }

        if (snapshot > _state.Ceiling)
        {
            return false;
        }

        _clock = Math.Max(_clock, snapshot);
        return true;
    }

    /// <summary>Undoes an open transaction, and tells its coordinator why.</summary>
    private void Abort(ActiveTransaction transaction, string reason, bool answersCommit = false)
    {
        Drop(transaction);
        Tell(
            transaction.Coordinator,
            new ShardReply.Aborted(transaction.Id, _shard, _clock, reason, answersCommit)
        );
        RetryWaiting();
    }

    /// <summary>Undoes an open transaction in favour of an older one, which goes on at once.</summary>
    private void Wound(ActiveTransaction transaction)
    {
        Announce(Database.TransactionWounded, transaction.Id.ToString());
        Drop(transaction);
        Tell(
            transaction.Coordinator,
            new ShardReply.Aborted(transaction.Id, _shard, _clock, AbortReason.Wounded)
        );
        _isRetryWanted = true;
    }

    private void Release(TransactionId id)
    {
        _ended.Add(id);
        _waiting.RemoveAll(step => step.Request.Start.Id == id);
        if (
            _byId.TryGetValue(id, out ActiveTransaction? transaction)
            && transaction.Phase == TransactionPhase.Open
        )
        {
            Drop(transaction);
            RetryWaiting();
        }
    }

    private void Drop(ActiveTransaction transaction)
    {
        _ended.Add(transaction.Id);
        _locks.ReleaseAll(transaction);
        _byId.Remove(transaction.Id);
        _active.Remove(transaction);
        _waiting.RemoveAll(step => ReferenceEquals(step.Transaction, transaction));
    }

    /// <summary>
    /// Something was released: tries all that waits, the oldest transaction first, until nothing moves.
    /// </summary>
    private void RetryWaiting()
    {
        _isRetryWanted = true;
        if (_isRetrying)
        {
            return;
        }

        _isRetrying = true;
        while (_isRetryWanted && _waiting.Count > 0)
        {
            _isRetryWanted = false;
            WaitingStep[] steps = [.. _waiting];
            Array.Sort(steps, static (left, right) => left.CompareAge(right));
            foreach (WaitingStep step in steps)
            {
                if (IsWaiting(step.Transaction) && !TryStep(step, isFirstTime: false))
                {
                    _waiting.RemoveAll(other => ReferenceEquals(other.Transaction, step.Transaction));
                }
            }
        }

        _isRetryWanted = false;
        _isRetrying = false;
    }

    private bool IsWaiting(ActiveTransaction transaction) =>
        _waiting.Exists(step => ReferenceEquals(step.Transaction, transaction));

    private long NextStamp()
    {
        _clock = Math.Max(_clock + 1, Now.Nanoseconds);
        return _clock;
    }

    private void Tell(ProcessRef target, object message) => Send(target, message, MessageBytes);

    private static SimDuration SweepInterval => 50.Milliseconds;

    private static SimDuration CeilingStep => 1.Seconds;

    /// <summary>A step that waits.</summary>
    private readonly record struct WaitingStep(
        ActiveTransaction Transaction,
        ShardRequest.Execute Request,
        SimTime Since
    )
    {
        public int CompareAge(WaitingStep other) =>
            ReferenceEquals(Transaction, other.Transaction) ? 0
            : Transaction.Start.IsOlderThan(other.Transaction.Start) ? -1
            : 1;
    }
}
