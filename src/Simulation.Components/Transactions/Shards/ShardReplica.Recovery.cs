using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Transactions.Shards;

/// <summary>What a shard does when others fall silent: a client, a coordinator, a leader before.</summary>
internal sealed partial class ShardReplica
{
    /// <inheritdoc/>
    protected override void OnOwnTimer(ProcessTimer timer)
    {
        if (!IsLeading)
        {
            return;
        }

        WaitingStep[] late = [.. _waiting.Where(step => HasPassed(step.Since, _options.LockTimeout))];
        foreach (WaitingStep step in late)
        {
            if (IsWaiting(step.Transaction))
            {
                Abort(step.Transaction, AbortReason.LockTimeout);
            }
        }

        ActiveTransaction[] active = [.. _active];
        foreach (ActiveTransaction transaction in active)
        {
            if (transaction.Phase == TransactionPhase.Prepared)
            {
                AskForDecision(transaction);
            }
            else if (transaction.Phase == TransactionPhase.Open && !IsWaiting(transaction))
            {
                AskForLife(transaction);
            }
        }

        _sweep.Set(SweepInterval);
    }

    /// <summary>
    /// Another shard asks what was decided here. Nothing known means that nothing was: that is decided now,
    /// so that it stays true.
    /// </summary>
    private void Answer(ProcessRef source, TransactionId id)
    {
        if (_state.DecisionOn(id) is { } decision)
        {
            Tell(source, FinishOf(id, decision));
            return;
        }

        if (!_inquirers.Contains((id, source)))
        {
            _inquirers.Add((id, source));
        }

        ActiveTransaction? transaction = _byId.GetValueOrDefault(id);
        if (
            transaction is null
            || (transaction.Phase == TransactionPhase.Prepared && MayPresume(transaction))
        )
        {
            PresumeAbort(id);
        }
    }

    /// <summary>
    /// Whether a promise at its home is so old that its coordinator is taken for dead. With Percolator that
    /// is the time to live of the primary's lock.
    /// </summary>
    private bool MayPresume(ActiveTransaction transaction) =>
        _options.DecisionLog == DecisionLog.Raft && HasPassed(transaction.HeardAt, _options.AskAfter * 3);

    private void PresumeAbort(TransactionId id)
    {
        Announce(Database.PresumedAborted, id.ToString());
        Propose(new ShardCommand.Decide(id, false, 0, []));
    }

    /// <summary>
    /// An open transaction is silent: its coordinator may have ended it, and the word may be lost. One without
    /// a coordinator ends by itself in the end.
    /// </summary>
    private void AskForLife(ActiveTransaction transaction)
    {
        if (HasPassed(transaction.HeardAt, _options.Lease * 2))
        {
            Announce(Database.LeaseExpired, transaction.Id.ToString());
            Abort(transaction, AbortReason.Lease);
        }
        else if (
            HasPassed(transaction.HeardAt, _options.RepeatAfter)
            && HasPassed(transaction.AskedAt, _options.RepeatAfter)
        )
        {
            transaction.AskedAt = Now;
            Tell(transaction.Coordinator, new ShardRequest.Probe(transaction.Id));
        }
    }

    /// <summary>A prepared transaction has waited long for its decision: does something about it.</summary>
    private void AskForDecision(ActiveTransaction transaction)
    {
        bool isLazy = _options.Commit == CommitProtocol.Percolator && !transaction.IsMet;
        if (isLazy || transaction.IsFinishing || !HasPassed(transaction.AskedAt, _options.AskAfter))
        {
            return;
        }

        transaction.AskedAt = Now;
        Announce(Database.TransactionInDoubt, transaction.Id.ToString());
        if (_options.Planted == PlantedDatabaseBug.UnilateralAbort && transaction.Home != _shard)
        {
            transaction.IsFinishing = true;
            Propose(new ShardCommand.Finish(transaction.Id, false, 0));
        }
        else if (_options.DecisionLog == DecisionLog.Disk)
        {
            Tell(transaction.Coordinator, new ShardRequest.Inquire(transaction.Id));
        }
        else if (transaction.Home != _shard)
        {
            foreach (ProcessRef replica in _layout.Shards[transaction.Home])
            {
                Tell(replica, new ShardRequest.Inquire(transaction.Id));
            }
        }
        else if (MayPresume(transaction))
        {
            PresumeAbort(transaction.Id);
        }
    }

    /// <summary>A promise of a leader before this one binds this one too.</summary>
    private void Resume(PreparedTransaction promise)
    {
        TransactionId id = promise.Start.Id;
        var transaction = new ActiveTransaction(promise.Start, _layout.Coordinators[id.Coordinator])
        {
            Phase = TransactionPhase.Prepared,
            Home = promise.Home,
            Stamp = promise.Stamp,
            HeardAt = Now,
            AskedAt = Now,
        };
        _byId.Add(id, transaction);
        _active.Add(transaction);
        foreach (KeyWrite write in promise.Writes)
        {
            transaction.Write(write.Key, write.Value);
            _locks.TakeExclusive(transaction, write.Key);
        }

        foreach (string key in promise.SharedKeys)
        {
            _locks.TakeShared(transaction, key);
        }

        foreach (KeyRange range in promise.Ranges)
        {
            _locks.TakeRange(transaction, range);
        }
    }

    private static ShardRequest.Finish FinishOf(TransactionId id, Decision decision) =>
        new(id, decision.IsCommit && decision.Id == id, decision.Stamp);

    /// <summary>How long ago that was by the node's clock; nothing when the clock went back.</summary>
    private SimDuration Since(SimTime then) => Now > then ? Now - then : SimDuration.Zero;

    private bool HasPassed(SimTime since, SimDuration length) => Since(since) >= length;
}
