using Simulation.Components.Stores.Raft;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Transactions.Shards;

/// <summary>
/// A process that is one replica of a state machine: brings messages, timers and syncs to its
/// <see cref="RaftCore"/>, and does what each step asks for, in this order: persist, apply, send.
/// </summary>
/// <param name="place">Its place in the group, counted from 0.</param>
/// <param name="peers">The group; deployed one after the other.</param>
/// <param name="options">How the group behaves.</param>
internal abstract class ReplicatedProcess(int place, IReadOnlyList<ProcessRef> peers, RaftOptions options)
    : Process
{
    private RaftCore _core = null!;
    private ReplicaDisk _disk = null!;
    private DamageReport _damage = null!;
    private ProcessTimer _electionTimer = null!;
    private ProcessTimer _heartbeatTimer = null!;
    private long _applied;
    private bool _wasLeader;

    /// <summary>
    /// Whether this replica leads and has applied all that leaders before it committed.
    /// </summary>
    protected bool IsLeading { get; private set; }

    /// <summary>The leader as far as known, or null.</summary>
    protected ProcessRef? Leader => _core.State.Leader == HardState.Nobody ? null : peers[_core.State.Leader];

    /// <summary>The leader's term that this replica knows.</summary>
    protected long Term => _core.State.Term;

    /// <summary>The last index that is applied.</summary>
    protected long LastApplied => _applied;

    /// <inheritdoc/>
    protected sealed override void OnStart()
    {
        _electionTimer = CreateTimer("election");
        _heartbeatTimer = CreateTimer("heartbeat");
        _disk = new ReplicaDisk(Disk);
        _core = new RaftCore(place, peers.Count, options, Random);
        _core.Start(
            Now,
            _disk.Hard,
            _disk.Snapshot,
            _disk.LogBase,
            _disk.ReadLog(),
            _disk.RecoverTo,
            Address.Node.Incarnation
        );
        Restore(_disk.Snapshot);
        _applied = _disk.Snapshot.Last.Index;
        TakeRole(RaftStore.ReplicaRole);
        _damage = new DamageReport(Announce);
        _damage.Begin(_disk, _core.State);
        OnReplicaStart();
        Finish();
    }

    /// <inheritdoc/>
    protected sealed override void OnMessage(ProcessRef source, object message)
    {
        if (message is RaftMessage fromPeer)
        {
            _core.Step(Now, PlaceOf(source), fromPeer);
        }
        else
        {
            OnRequest(source, message);
        }

        Finish();
    }

    /// <inheritdoc/>
    protected sealed override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _electionTimer))
        {
            _core.OnElectionTimeout(Now);
        }
        else if (ReferenceEquals(timer, _heartbeatTimer))
        {
            _core.OnHeartbeatDue(Now);
            _heartbeatTimer.Set(options.HeartbeatInterval);
        }
        else
        {
            OnOwnTimer(timer);
        }

        Finish();
    }

    /// <inheritdoc/>
    protected sealed override void OnSynced(long ticket)
    {
        while (_disk.TryTakeReleased(out Outgoing message))
        {
            Send(peers[message.Target], message.Message, message.Message.SizeBytes);
        }

        if (_disk.OnSynced(ticket) is { } covered)
        {
            _core.OnSynced(Now, covered);
        }

        Finish();
    }

    /// <summary>Adds a command to the log; only a leader may be asked.</summary>
    protected void Propose(IReplicatedCommand command) => _core.Propose(Now, command);

    /// <summary>The replica has started and holds what its snapshot kept.</summary>
    protected abstract void OnReplicaStart();

    /// <summary>A message came that is not the group's own.</summary>
    protected abstract void OnRequest(ProcessRef source, object message);

    /// <summary>A timer ran out that is not the group's own.</summary>
    protected abstract void OnOwnTimer(ProcessTimer timer);

    /// <summary>A command is committed: changes the state.</summary>
    protected abstract void Apply(IReplicatedCommand command);

    /// <summary>Copies the state as it is after the entry at a place of the log.</summary>
    protected abstract RaftSnapshot TakeSnapshot(LogPosition last);

    /// <summary>Replaces the whole state.</summary>
    protected abstract void Restore(RaftSnapshot snapshot);

    /// <summary>This replica leads from now on, and knows all that was committed before.</summary>
    protected abstract void OnLeading();

    /// <summary>This replica leads no more.</summary>
    protected abstract void OnDeposed();

    private int PlaceOf(ProcessRef peer)
    {
        int found = peer.Index - peers[0].Index;
        Invariant.That(ReferenceEquals(peers[found], peer));
        return found;
    }

    private void Finish()
    {
        InstallArrivedSnapshot();
        _disk.Persist(_core);
        ApplyCommitted();
        TellRole();

        // What was applied may have led to new commands.
        _disk.Persist(_core);
        FlushOutbox();
        KeepElectionTimer();
        _damage.Follow(_core.State);
    }

    private void InstallArrivedSnapshot()
    {
        if (_core.TakeArrivedSnapshot() is { } arrived)
        {
            Restore(arrived);
            _applied = arrived.Last.Index;
            Announce(RaftStore.SnapshotInstalled, arrived.Last.ToString());
        }
    }

    private void ApplyCommitted()
    {
        RaftState state = _core.State;
        while (_applied < state.Commit)
        {
            _applied++;
            LogEntry entry = state.Log[_applied];
            if (entry.Request is IReplicatedCommand command)
            {
                Apply(command);
            }

            if (_core.IsLeader && !IsLeading && entry.Term == state.Term)
            {
                IsLeading = true;
                OnLeading();
            }
        }

        if (_applied == state.Commit && _applied - state.Snapshot.Last.Index >= options.SnapshotAfter)
        {
            var last = new LogPosition(_applied, state.Log.TermAt(_applied));
            _core.OnSnapshotTaken(TakeSnapshot(last));
            Announce(RaftStore.SnapshotTaken, last.ToString());
        }
    }

    private void FlushOutbox()
    {
        List<Outgoing> messages = _core.State.Outbox.Messages;
        foreach (Outgoing message in messages)
        {
            if (_disk.MaySend(message))
            {
                Send(peers[message.Target], message.Message, message.Message.SizeBytes);
            }
        }

        messages.Clear();
    }

    private void KeepElectionTimer()
    {
        if (_core.IsLeader)
        {
            _electionTimer.Cancel();
        }
        else if (_core.State.IsElectionTimerReset)
        {
            _electionTimer.Set(_core.State.ElectionTimeout);
        }

        _core.State.IsElectionTimerReset = false;
    }

    private void TellRole()
    {
        if (_core.IsLeader == _wasLeader)
        {
            return;
        }

        _wasLeader = _core.IsLeader;
        TakeRole(_wasLeader ? RaftStore.LeaderRole : RaftStore.ReplicaRole);
        Announce(_wasLeader ? RaftStore.LeaderElected : RaftStore.LeaderSteppedDown, $"term {Term}");
        if (_wasLeader)
        {
            _heartbeatTimer.Set(options.HeartbeatInterval);
            return;
        }

        _heartbeatTimer.Cancel();
        if (IsLeading)
        {
            IsLeading = false;
            OnDeposed();
        }
    }
}
