using Simulation.Components.Stores.Raft;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Transactions.Shards;

/// <summary>How a shard commits: alone, or by a promise and the decision of others.</summary>
internal sealed partial class ShardReplica
{
    /// <inheritdoc/>
    protected override void Apply(IReplicatedCommand command)
    {
        var own = (ShardCommand)command;
        _state.Apply(own, _shard);
        _clock = Math.Max(_clock, _state.LastStamp);
        if (!IsLeading)
        {
            return;
        }

        switch (own)
        {
            case ShardCommand.CommitAlone commit:
                OnCommitted(commit.Id);
                break;
            case ShardCommand.Prepare prepare:
                OnPrepared(prepare.Promise.Start.Id);
                break;
            case ShardCommand.Decide decide:
                OnDecided(decide.Id);
                break;
            case ShardCommand.Finish finish:
                End(finish.Id);
                TellAskers(finish.Id, new ShardReply.Finished(finish.Id, _shard, _clock));
                break;
            case ShardCommand.RaiseCeiling:
                break;
            default:
                throw new InvariantViolation("every command has a case");
        }

        RetryWaiting();
    }

    private void CommitAlone(ProcessRef source, ShardRequest.CommitAlone request)
    {
        TransactionId id = request.Id;
        if (_state.DecisionOn(id) is { } decision)
        {
            TellDecision(source, id, decision);
            return;
        }

        ActiveTransaction? transaction = _byId.GetValueOrDefault(id);
        if (transaction is null || transaction.StepCount != request.StepCount)
        {
            // The log must say that it will never commit: another leader may have taken the same request.
            Decide(source, new ShardRequest.Decide(id, false, 0, []));
            return;
        }

        if (transaction.Phase != TransactionPhase.Open)
        {
            return;
        }

        if (_validation.Check(transaction) is { } reason)
        {
            Abort(transaction, reason, answersCommit: true);
            return;
        }

        transaction.Phase = TransactionPhase.Logging;
        transaction.Home = _shard;
        transaction.Stamp = NextStamp();
        Propose(
            new ShardCommand.CommitAlone(id, transaction.Stamp, [.. transaction.Writes], request.Results)
        );
    }

    private void Prepare(ProcessRef source, ShardRequest.Prepare request)
    {
        TransactionId id = request.Id;
        if (_state.DecisionOn(id) is { } decision)
        {
            TellDecision(source, id, decision);
            return;
        }

        if (_state.PromiseOf(id) is { } promise)
        {
            Tell(source, new ShardReply.Prepared(id, _shard, _clock, promise.Stamp));
            return;
        }

        ActiveTransaction? transaction = _byId.GetValueOrDefault(id);
        if (transaction is null || transaction.StepCount != request.StepCount)
        {
            Tell(source, new ShardReply.Aborted(id, _shard, _clock, AbortReason.LeaderChanged, true));
            return;
        }

        if (transaction.Phase != TransactionPhase.Open)
        {
            return;
        }

        if (_validation.Check(transaction) is { } reason)
        {
            Abort(transaction, reason, answersCommit: true);
            return;
        }

        transaction.Phase = TransactionPhase.Logging;
        transaction.Home = request.Home;
        transaction.Stamp = NextStamp();
        Propose(
            new ShardCommand.Prepare(
                new PreparedTransaction(
                    transaction.Start,
                    request.Home,
                    transaction.Stamp,
                    [.. transaction.Writes],
                    [.. transaction.SharedKeys],
                    [.. transaction.Ranges]
                )
            )
        );
    }

    private void Decide(ProcessRef source, ShardRequest.Decide request)
    {
        if (_state.DecisionOn(request.Id) is { } decision)
        {
            TellDecision(source, request.Id, decision);
            return;
        }

        _askers.Add((request.Id, source));
        Propose(new ShardCommand.Decide(request.Id, request.IsCommit, request.Stamp, request.Results));
    }

    private void Finish(ProcessRef source, ShardRequest.Finish request)
    {
        TransactionId id = request.Id;
        ActiveTransaction? transaction = _byId.GetValueOrDefault(id);
        if (transaction is null || transaction.Phase == TransactionPhase.Open)
        {
            Release(id);
            Tell(source, new ShardReply.Finished(id, _shard, _clock));
            return;
        }

        _askers.Add((id, source));
        if (transaction.IsFinishing)
        {
            return;
        }

        transaction.IsFinishing = true;
        if (transaction.Home == _shard)
        {
            Propose(new ShardCommand.Decide(id, request.IsCommit, request.Stamp, []));
        }
        else
        {
            Propose(new ShardCommand.Finish(id, request.IsCommit, request.Stamp));
        }
    }

    private void OnCommitted(TransactionId id)
    {
        ActiveTransaction? transaction = End(id);
        if (transaction is null)
        {
            return;
        }

        if (_state.DecisionOn(id) is { } decision)
        {
            TellDecision(transaction.Coordinator, id, decision);
        }
        else
        {
            Tell(
                transaction.Coordinator,
                new ShardReply.Aborted(id, _shard, _clock, AbortReason.InDoubt, true)
            );
        }
    }

    private void OnPrepared(TransactionId id)
    {
        ActiveTransaction? transaction = _byId.GetValueOrDefault(id);
        if (transaction is null)
        {
            return;
        }

        if (_state.PromiseOf(id) is null)
        {
            OnCommitted(id);
            return;
        }

        transaction.Phase = TransactionPhase.Prepared;
        transaction.HeardAt = Now;
        transaction.AskedAt = Now;
        Tell(transaction.Coordinator, new ShardReply.Prepared(id, _shard, _clock, transaction.Stamp));
    }

    private void OnDecided(TransactionId id)
    {
        if (_state.PromiseOf(id) is null)
        {
            End(id);
        }

        Decision decision = _state.DecisionOn(id)!;
        foreach ((TransactionId asked, ProcessRef coordinator) in _askers)
        {
            if (asked == id)
            {
                TellDecision(coordinator, id, decision);
            }
        }

        foreach ((TransactionId asked, ProcessRef shard) in _inquirers)
        {
            if (asked == id)
            {
                Tell(shard, FinishOf(id, decision));
            }
        }

        _askers.RemoveAll(asker => asker.Id == id);
        _inquirers.RemoveAll(inquirer => inquirer.Id == id);
    }

    /// <summary>A transaction is over here: lets go of all that it held.</summary>
    private ActiveTransaction? End(TransactionId id)
    {
        if (_byId.TryGetValue(id, out ActiveTransaction? transaction))
        {
            if (transaction.Phase == TransactionPhase.Prepared)
            {
                _metrics.InDoubt.Record(Since(transaction.HeardAt));
            }

            Drop(transaction);
        }

        return transaction;
    }

    private void TellDecision(ProcessRef coordinator, TransactionId id, Decision decision) =>
        Tell(
            coordinator,
            new ShardReply.Decided(id, _shard, _clock, decision.IsCommit, decision.Id, decision.Results)
        );

    private void TellAskers(TransactionId id, ShardReply reply)
    {
        foreach ((TransactionId asked, ProcessRef coordinator) in _askers)
        {
            if (asked == id)
            {
                Tell(coordinator, reply);
            }
        }

        _askers.RemoveAll(asker => asker.Id == id);
    }
}
