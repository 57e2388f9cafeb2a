using Simulation.Kernel;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.Raft;

/// <summary>
/// One replica's part of the protocol, free of actors, timers and disks: each call is one step, after which
/// the caller persists what has changed, sends what is in the outbox and applies what is committed.
/// </summary>
/// <remarks>Source: Ongaro and Ousterhout, "In Search of an Understandable Consensus Algorithm", USENIX ATC
/// 2014, Figure 2; Ongaro, "Consensus: Bridging Theory and Practice", Stanford 2014.</remarks>
internal sealed class RaftCore
{
    private readonly Elections _elections;
    private readonly Following _following;

    /// <summary>A replica that knows nothing yet.</summary>
    /// <param name="self">Its place in the group, counted from 0.</param>
    /// <param name="size">How many replicas the group has.</param>
    /// <param name="options">How it behaves; the same in the whole group.</param>
    /// <param name="random">Where its election timeouts are drawn from.</param>
    public RaftCore(int self, int size, RaftOptions options, RandomStream random)
    {
        State = new RaftState(self, size, options, random);
        _elections = new Elections(State);
        _following = new Following(State);
        Leadership = new Leadership(State);
    }

    /// <summary>Term, vote, log and what is committed.</summary>
    public RaftState State { get; }

    /// <summary>What it does as a leader.</summary>
    public Leadership Leadership { get; }

    /// <summary>Whether this replica leads.</summary>
    public bool IsLeader => State.Role == RaftRole.Leader;

    /// <summary>
    /// Whether the leadership, or the candidacy, that goes on was ordered by the leader before.
    /// </summary>
    public bool IsTransfer => _elections.IsTransfer;

    /// <summary>Begins with what the disk kept, as a follower that waits for a leader.</summary>
    public void Start(
        SimTime now,
        HardState hard,
        RaftSnapshot snapshot,
        LogPosition logBase,
        ReadOnlySpan<LogEntry> entries,
        long recoverTo = 0,
        int incarnation = 0
    )
    {
        State.Now = now;
        State.Recover(hard, snapshot, logBase, entries, recoverTo, incarnation);
    }

    /// <summary>A message came from the replica at a place.</summary>
    public void Step(SimTime now, int source, RaftMessage message)
    {
        State.Now = now;
        if (IsDisturbance(message))
        {
            return;
        }

        if (
            message.Term > State.Term
            && message
                is not (
                    RaftMessage.RequestVote { IsPreVote: true }
                    or RaftMessage.RequestVoteReply { IsPreVote: true, IsGranted: true }
                )
        )
        {
            State.EnterTerm(message.Term);
            State.Become(RaftRole.Follower);
        }

        switch (message)
        {
            case RaftMessage.RequestVote request:
                _elections.Handle(source, request);
                break;
            case RaftMessage.RequestVoteReply reply:
                _elections.Handle(source, reply);
                LeadIfElected();
                break;
            case RaftMessage.AppendEntries or RaftMessage.InstallSnapshot:
                Follow(source, message);
                break;
            case RaftMessage.AppendEntriesReply reply:
                if (IsLeader && reply.Term == State.Term)
                {
                    Leadership.Handle(source, reply);
                }

                break;
            case RaftMessage.TimeoutNow timeout:
                if (State.Role == RaftRole.Follower && timeout.Term == State.Term)
                {
                    _elections.OnTimeoutNow();
                }

                break;
            default:
                throw new InvariantViolation("every message of the protocol is handled");
        }
    }

    /// <summary>The wait for a leader, or for votes, has ended in vain.</summary>
    public void OnElectionTimeout(SimTime now)
    {
        State.Now = now;
        if (!IsLeader)
        {
            _elections.OnElectionTimeout();
        }
    }

    /// <summary>The leader's heartbeat is due.</summary>
    public void OnHeartbeatDue(SimTime now)
    {
        State.Now = now;
        if (IsLeader)
        {
            Leadership.OnHeartbeatDue();
        }
    }

    /// <summary>Adds a command to the log; only a leader that does not hand over may be asked.</summary>
    /// <returns>Its index; it counts once that index is applied and holds an entry of this term.</returns>
    public long Propose(SimTime now, object request)
    {
        Invariant.That(IsLeader);
        State.Now = now;
        return Leadership.Propose(request);
    }

    /// <summary>
    /// Takes a read; only a leader may be asked. It is answered through <see cref="ReadRounds"/>.
    /// </summary>
    public void Read(SimTime now, KvRequest request, object client)
    {
        Invariant.That(IsLeader);
        State.Now = now;
        Leadership.Read(request, client);
    }

    /// <summary>
    /// Hands the leadership over to a follower; nothing happens on a replica that does not lead.
    /// </summary>
    public void TransferTo(SimTime now, int target)
    {
        State.Now = now;
        if (IsLeader)
        {
            Leadership.Transfer.Begin(target);
        }
    }

    /// <summary>The disk has synced: term and vote as they were then, and the log as it ended then.</summary>
    /// <param name="now">The node's clock.</param>
    /// <param name="synced">What the sync covered.</param>
    public void OnSynced(SimTime now, SyncedPart synced)
    {
        State.Now = now;
        State.Log.MarkDurable(synced.LastIndex, synced.CutCount);
        _elections.OnVoteSynced(synced.Hard);
        LeadIfElected();
        if (IsLeader)
        {
            Leadership.OnLogSynced();
        }
        else
        {
            _following.OnLogSynced();
        }
    }

    /// <summary>The part of the state that a sync begun now would cover.</summary>
    public SyncedPart PartToSync() => new(State.Hard, State.Log.LastIndex, State.Log.CutCount);

    /// <summary>
    /// Takes the snapshot that came from the leader with the last step, for the state machine.
    /// </summary>
    public RaftSnapshot? TakeArrivedSnapshot()
    {
        RaftSnapshot? arrived = _following.Arrived;
        if (arrived is not null)
        {
            _following.Arrived = null;
            State.Snapshot = arrived;
        }

        return arrived;
    }

    /// <summary>
    /// The state machine has made a snapshot: the log may forget what is well before its end.
    /// </summary>
    public void OnSnapshotTaken(RaftSnapshot snapshot)
    {
        Invariant.That(snapshot.Last.Index <= State.Commit);
        State.Snapshot = snapshot;
        State.Log.CompactTo(snapshot.Last.Index - State.Options.SnapshotKeep);
    }

    /// <summary>
    /// Whether a vote is asked for against a leader that is alive: a replica cut off for a while does so.
    /// </summary>
    private bool IsDisturbance(RaftMessage message) =>
        message is RaftMessage.RequestVote { IsPreVote: false, IsTransfer: false } request
        && request.Term > State.Term
        && State.IsLeaderFresh;

    private void LeadIfElected()
    {
        if (_elections.IsWon)
        {
            State.Become(RaftRole.Leader);
            Leadership.Begin();
        }
    }

    private void Follow(int source, RaftMessage message)
    {
        bool isOld = message.Term < State.Term;
        if (!isOld)
        {
            // Only votes that a lying disk has forgotten make two leaders of one term.
            State.Become(RaftRole.Follower);
        }

        switch (message)
        {
            case RaftMessage.AppendEntries append when isOld:
                _following.Reject(source, append.Round);
                break;
            case RaftMessage.AppendEntries append:
                _following.Handle(source, append);
                break;
            case RaftMessage.InstallSnapshot install when isOld:
                _following.Reject(source, install.Round);
                break;
            case RaftMessage.InstallSnapshot install:
                _following.Handle(source, install);
                break;
            default:
                throw new InvariantViolation("only a leader's messages are followed");
        }
    }
}

/// <summary>What a sync of the disk covers.</summary>
/// <param name="Hard">Term and vote.</param>
/// <param name="LastIndex">Where the log ended.</param>
/// <param name="CutCount">How often entries had been taken back.</param>
internal readonly record struct SyncedPart(HardState Hard, long LastIndex, int CutCount);
