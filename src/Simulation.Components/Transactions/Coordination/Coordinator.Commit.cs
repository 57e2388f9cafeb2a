using Simulation.Components.Transactions.Shards;
using Simulation.Kernel.Time;

namespace Simulation.Components.Transactions.Coordination;

/// <summary>How a coordinator commits.</summary>
/// <remarks>
/// Source: Gray, "Notes on Data Base Operating Systems", 1978, two-phase commit; Mohan, Lindsay, Obermarck,
/// "Transaction Management in the R* Distributed Database Management System", TODS 1986, presumed abort;
/// Peng and Dabek, "Large-scale Incremental Processing Using Distributed Transactions and Notifications",
/// OSDI 2010, the primary lock; Corbett et al., "Spanner", OSDI 2012, section 4.2.1, commit wait.
/// </remarks>
internal sealed partial class Coordinator
{
    private void Commit(Session session)
    {
        Part[] concerned = [.. session.Parts.Where(part => IsConcerned(session, part))];
        foreach (Part part in session.Parts)
        {
            if (!session.Start.IsReadOnly && !concerned.Contains(part))
            {
                Release(session, part);
            }
        }

        if (concerned.Length == 0)
        {
            Succeed(session);
            Leave(session, null);
            return;
        }

        session.Home = (concerned.FirstOrDefault(part => part.IsWritten) ?? concerned[0]).Shard;
        if (concerned.Length == 1 && !options.IsSpanner)
        {
            Enter(session, SessionPhase.CommittingAlone, options.RepeatAfter);
            Part alone = concerned[0];
            Ask(alone, new ShardRequest.CommitAlone(session.Id, alone.StepCount, [.. session.Results]));
            return;
        }

        Enter(session, SessionPhase.Preparing, options.RepeatAfter);
        foreach (Part part in concerned)
        {
            Ask(part, new ShardRequest.Prepare(session.Id, part.StepCount, session.Home));
        }
    }

    /// <summary>Whether a shard has to agree: it was written to, or holds what the reads rest upon.</summary>
    private bool IsConcerned(Session session, Part part) =>
        !session.Start.IsReadOnly && (part.IsWritten || _level.ConfirmsReads);

    private void TakePrepared(Session session, Part part, long stamp)
    {
        if (session.Phase != SessionPhase.Preparing || part.Asked is not ShardRequest.Prepare)
        {
            return;
        }

        part.Asked = null;
        part.Stamp = stamp;
        session.Stamp = Math.Max(session.Stamp, stamp);
        if (!session.HasAllAnswers)
        {
            return;
        }

        if (options.IsSpanner)
        {
            session.Stamp = Math.Max(session.Stamp, (Now + options.Clock.Uncertainty).Nanoseconds);
            Enter(session, SessionPhase.WaitingOut, SimDuration.Zero);
            WaitOut(session);
        }
        else
        {
            Decide(session);
        }
    }

    /// <summary>
    /// Waits until the stamp is past on every clock that is no further off than believed, so that whoever
    /// begins later gets a later stamp.
    /// </summary>
    private void WaitOut(Session session)
    {
        SimTime past = new SimTime(session.Stamp) + options.Clock.Uncertainty;
        if (Now > past)
        {
            _metrics.CommitWait.Record(Now > session.Since ? Now - session.Since : SimDuration.Zero);
            Decide(session);
        }
        else
        {
            session.Due = past + 1.Nanoseconds;
        }
    }

    private void Decide(Session session)
    {
        if (options.DecisionLog == DecisionLog.Disk)
        {
            Enter(session, SessionPhase.Logging, options.Lease);
            _log.Append(LoggedDecision.Of(session));
            session.Ticket = Disk.Sync();
            return;
        }

        Enter(session, SessionPhase.Deciding, options.RepeatAfter);
        AskHome(session);
    }

    private void AskHome(Session session)
    {
        Part home = session.PartOf(session.Home);
        home.Leader = null;
        Ask(home, new ShardRequest.Decide(session.Id, true, session.Stamp, [.. session.Results]));
    }

    /// <summary>The decision is on the coordinator's disk: the client and the shards may know.</summary>
    private void Spread(Session session)
    {
        Succeed(session);
        Enter(session, SessionPhase.Finishing, options.RepeatAfter);
        AskHome(session);
        FinishOthers(session, isCommit: true);
    }

    private void FinishOthers(Session session, bool isCommit)
    {
        foreach (Part part in session.Parts)
        {
            if (part.Shard != session.Home && part.Stamp is not null)
            {
                part.Leader = null;
                Ask(part, new ShardRequest.Finish(session.Id, isCommit, session.Stamp));
            }
        }
    }

    private void RepeatAlone(Session session)
    {
        Part alone = session.Parts.First(part => part.Asked is not null);
        if (alone.Asked is ShardRequest.CommitAlone && session.Repeats >= 2)
        {
            AskForFence(session, alone);
        }
        else
        {
            Repeat(session);
        }
    }

    /// <summary>
    /// The only shard concerned has not said whether it committed: any of its leaders finds out, and if
    /// nothing was committed sees to it that nothing ever will be.
    /// </summary>
    private void AskForFence(Session session, Part part)
    {
        session.Due = Now + options.RepeatAfter;
        part.Leader = null;
        part.Asked = new ShardRequest.Decide(session.Id, false, 0, []);
        Send(TargetOf(part), part.Asked, MessageBytes);
    }

    private void TakeDecided(Session session, Part part, ShardReply.Decided decided)
    {
        if (session.Phase == SessionPhase.Finishing)
        {
            TakeFinished(session, part);
            return;
        }

        bool isAwaited =
            session.Phase is SessionPhase.CommittingAlone or SessionPhase.Deciding or SessionPhase.Preparing
            && part.Asked is not null;
        if (!isAwaited)
        {
            return;
        }

        part.Asked = null;
        bool isOwn = decided.IsCommit && decided.Attempt == session.Id;
        if (decided.IsCommit)
        {
            if (!isOwn)
            {
                session.Results.Clear();
                session.Results.AddRange(decided.Results);
            }

            Succeed(session);
        }
        else
        {
            session.Reason = AbortReason.Presumed;
            _metrics.CountAbort(AbortReason.Presumed);
            Answer(session, TransactionStatus.Aborted, AbortReason.Presumed);
        }

        if (session.Phase == SessionPhase.CommittingAlone)
        {
            Leave(session, session.Reason);
            return;
        }

        Settle(session, isOwn);
    }

    /// <summary>
    /// The client knows; the other shards are told. With Percolator nobody waits for them: whoever meets a
    /// lock that was left behind finds out.
    /// </summary>
    private void Settle(Session session, bool isCommit)
    {
        if (session.Phase == SessionPhase.Preparing)
        {
            Undo(session);
            Leave(session, session.Reason);
            return;
        }

        Enter(session, SessionPhase.Finishing, options.RepeatAfter);
        FinishOthers(session, isCommit);
        if (session.HasAllAnswers || options.Commit == CommitProtocol.Percolator)
        {
            Leave(session, session.Reason);
        }
    }

    private void TakeFinished(Session session, Part part)
    {
        if (session.Phase != SessionPhase.Finishing || part.Asked is null)
        {
            return;
        }

        part.Asked = null;
        if (session.HasAllAnswers)
        {
            if (options.DecisionLog == DecisionLog.Disk)
            {
                _log.Append(LoggedDecision.EndOf(session.Id));
            }

            Leave(session, session.Reason);
        }
    }

    private void Succeed(Session session)
    {
        _metrics.Commits.Add();
        if (session.Source is not null)
        {
            Answer(session, TransactionStatus.Done, null);
        }
    }

    /// <summary>Undoes a transaction that is not decided; what its client is waiting for is answered.</summary>
    private void Abort(Session session, string reason)
    {
        bool isAwaited = session.Phase != SessionPhase.Idle;
        bool isRequested = reason == AbortReason.Requested;
        Undo(session);
        Leave(session, reason);
        _metrics.CountAbort(reason);
        if (isAwaited || isRequested)
        {
            Answer(session, TransactionStatus.Aborted, reason);
        }
    }

    private void Undo(Session session)
    {
        bool mayBePrepared = session.Phase == SessionPhase.Preparing;
        foreach (Part part in session.Parts)
        {
            if (mayBePrepared && IsConcerned(session, part))
            {
                Send(TargetOf(part), new ShardRequest.Finish(session.Id, false, 0), MessageBytes);
            }
            else
            {
                Release(session, part);
            }
        }
    }

    private void Release(Session session, Part part) =>
        Send(TargetOf(part), new ShardRequest.Release(session.Id), MessageBytes);

    /// <summary>Nothing more is to be done for a transaction, but to repeat its last answer.</summary>
    private void Leave(Session session, string? reason)
    {
        session.Phase = SessionPhase.Ended;
        session.Reason = reason;
        session.Due = SimTime.MaxValue;
        _open.Remove(session);
        _byId.Remove(session.Id);
    }
}
