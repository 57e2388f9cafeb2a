using System.Globalization;
using Simulation.Components.Transactions.Shards;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Storage;
using Simulation.Kernel.Time;

namespace Simulation.Components.Transactions.Coordination;

/// <summary>
/// A node's coordinator: takes what clients ask, brings each step to the shards that it concerns, and sees to
/// it that all of them commit or none.
/// </summary>
/// <param name="place">Its node's place in the database.</param>
/// <param name="layout">The database.</param>
/// <param name="options">How the database behaves.</param>
internal sealed partial class Coordinator(int place, DatabaseLayout layout, DatabaseOptions options) : Process
{
    private const int MessageBytes = 128;

    private readonly Dictionary<int, Session> _byClient = [];
    private readonly Dictionary<TransactionId, Session> _byId = [];
    private readonly List<Session> _open = [];
    private readonly StampClock _stamps = new();
    private readonly ProcessRef?[] _leaders = new ProcessRef?[layout.Shards.Count];
    private readonly int[] _candidates = new int[layout.Shards.Count];
    private readonly IsolationLevel _level = options.Level;
    private DiskLog<LoggedDecision> _log = null!;
    private ProcessTimer _timer = null!;
    private DatabaseMetrics _metrics = null!;
    private SimTime _timerDue;

    /// <inheritdoc/>
    public override string Describe() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"coordinating {_open.Count}: {string.Join(" ", _open.Select(session => $"{session.Id} {session.Phase}"))}"
        );

    /// <inheritdoc/>
    protected override void OnStart()
    {
        _metrics = new DatabaseMetrics(World.Metrics);
        _timer = CreateTimer("sessions");
        _log = Disk.OpenLog<LoggedDecision>("decisions", isMirrored: true);
        Recover();
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        switch (message)
        {
            case TransactionRequest request:
                Serve(source, request);
                break;
            case ShardReply reply:
                _stamps.Observe(options.IsSpanner ? 0 : reply.Clock);
                Take(source, reply);
                break;
            case ShardRequest.Inquire inquire:
                AnswerFromLog(source, inquire.Id);
                break;
            case ShardRequest.Probe probe when !_byId.ContainsKey(probe.Id):
                Send(source, new ShardRequest.Release(probe.Id), MessageBytes);
                break;
            case ShardRequest.Probe:
                break;
            default:
                throw new InvariantViolation($"a coordinator handles {message.GetType().Name}");
        }

        KeepTimer();
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        SimTime now = Now;
        Session[] due = [.. _open.Where(session => session.Due <= now)];
        foreach (Session session in due)
        {
            OnDue(session);
        }

        KeepTimer();
    }

    /// <inheritdoc/>
    protected override void OnSynced(long ticket)
    {
        Session[] logged =
        [
            .. _open.Where(session => session.Phase == SessionPhase.Logging && session.Ticket <= ticket),
        ];
        foreach (Session session in logged)
        {
            Spread(session);
        }

        KeepTimer();
    }

    private void Take(ProcessRef source, ShardReply reply)
    {
        if (reply is ShardReply.NotLeading notLeading)
        {
            Learn(notLeading.Shard, source, notLeading.Leader);
        }
        else
        {
            _leaders[reply.Shard] = source;
        }

        if (!_byId.TryGetValue(reply.Id, out Session? session) || session.Find(reply.Shard) is not { } part)
        {
            return;
        }

        switch (reply)
        {
            case ShardReply.Executed executed:
                TakeExecuted(session, part, source, executed);
                break;
            case ShardReply.Aborted aborted:
                TakeAborted(session, part, source, aborted);
                break;
            case ShardReply.Prepared prepared:
                TakePrepared(session, part, prepared.Stamp);
                break;
            case ShardReply.Decided decided:
                TakeDecided(session, part, decided);
                break;
            case ShardReply.Finished:
                TakeFinished(session, part);
                break;
            case ShardReply.NotLeading other:
                TakeNotLeading(session, part, source, other.Leader);
                break;
            default:
                throw new InvariantViolation("every reply has a case");
        }
    }

    private void Learn(int shard, ProcessRef source, ProcessRef? leader)
    {
        if (leader is not null && !ReferenceEquals(leader, source))
        {
            _leaders[shard] = leader;
        }
        else if (ReferenceEquals(_leaders[shard] ?? source, source))
        {
            _leaders[shard] = null;
            _candidates[shard]++;
        }
    }

    private void TakeAborted(Session session, Part part, ProcessRef source, ShardReply.Aborted aborted)
    {
        // Nothing is committed before that is asked for, so that anyone may end it; later only who was asked.
        bool mayAbort = session.Phase switch
        {
            SessionPhase.Idle or SessionPhase.Executing => true,
            SessionPhase.CommittingAlone or SessionPhase.Preparing => aborted.AnswersCommit
                && ReferenceEquals(part.Leader, source)
                && part.Asked is ShardRequest.CommitAlone or ShardRequest.Prepare,
            _ => false,
        };
        if (!mayAbort)
        {
            return;
        }

        if (aborted.Reason == AbortReason.InDoubt)
        {
            Undo(session);
            Leave(session, aborted.Reason);
            Answer(session, TransactionStatus.Unknown, null);
            return;
        }

        Abort(session, aborted.Reason);
    }

    private void TakeNotLeading(Session session, Part part, ProcessRef source, ProcessRef? leader)
    {
        if (part.Asked is null)
        {
            return;
        }

        if (ReferenceEquals(part.Leader, source) && session.Phase <= SessionPhase.Preparing)
        {
            if (session.Phase == SessionPhase.CommittingAlone)
            {
                AskForFence(session, part);
            }
            else
            {
                Abort(session, AbortReason.LeaderChanged);
            }
        }
        else if (
            leader is not null
            && !ReferenceEquals(leader, source)
            && part.Hops++ < layout.Shards[part.Shard].Count
        )
        {
            Send(leader, part.Asked, MessageBytes);
        }
    }

    /// <summary>The time for something has come: a repetition, a lease's end, the end of a wait.</summary>
    private void OnDue(Session session)
    {
        switch (session.Phase)
        {
            case SessionPhase.Idle:
                Announce(Database.LeaseExpired, session.Id.ToString());
                Abort(session, AbortReason.Lease);
                break;
            case SessionPhase.Executing or SessionPhase.Preparing when HasWaitedLong(session):
                Abort(session, AbortReason.Unreachable);
                break;
            case SessionPhase.Executing or SessionPhase.Preparing:
                Repeat(session);
                break;
            case SessionPhase.CommittingAlone:
                RepeatAlone(session);
                break;
            case SessionPhase.WaitingOut:
                WaitOut(session);
                break;
            case SessionPhase.Deciding or SessionPhase.Finishing:
                Repeat(session);
                break;
            case SessionPhase.Logging or SessionPhase.Ended:
                session.Due = SimTime.MaxValue;
                break;
            default:
                throw new InvariantViolation("every phase has a case");
        }
    }

    private bool HasWaitedLong(Session session) =>
        Now >= session.Since && Now - session.Since > options.LockTimeout + options.RepeatAfter * 2;

    private void Repeat(Session session)
    {
        session.Due = Now + options.RepeatAfter;
        session.Repeats++;
        foreach (Part part in session.Parts)
        {
            part.Hops = 0;
            if (part.Asked is not { } asked)
            {
                continue;
            }

            if (part.Leader is null)
            {
                // Nobody answered: another replica may lead by now.
                _leaders[part.Shard] = null;
                _candidates[part.Shard]++;
            }
            else if (session.Phase == SessionPhase.Executing)
            {
                // Another leader has not this transaction, and says so.
                Send(
                    layout.Shards[part.Shard][_candidates[part.Shard]++ % layout.Shards[part.Shard].Count],
                    asked,
                    MessageBytes
                );
            }

            Send(TargetOf(part), asked, MessageBytes);
        }
    }

    private void Enter(Session session, SessionPhase phase, SimDuration due)
    {
        session.Phase = phase;
        session.Since = Now;
        session.Repeats = 0;
        session.Due = Now + due;
    }

    private void KeepTimer()
    {
        SimTime due = SimTime.MaxValue;
        foreach (Session session in _open)
        {
            due = session.Due < due ? session.Due : due;
        }

        if (due == SimTime.MaxValue)
        {
            _timer.Cancel();
        }
        else if (due != _timerDue || !_timer.IsSet)
        {
            _timer.Set(due > Now ? due - Now : SimDuration.Zero);
        }

        _timerDue = due;
    }
}
