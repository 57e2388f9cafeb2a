using System.Globalization;
using Simulation.Components.Sharding;
using Simulation.Components.Stores.FollowerReads;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Raft;

/// <summary>
/// A replica as a process: brings messages, timers and syncs to its <see cref="RaftCore"/>, and does what
/// each step asks for, in this order: persist, apply, send, answer.
/// </summary>
internal sealed partial class RaftReplica : Process
{
    private const int ReplyBytes = 64;

    private readonly int _place;
    private readonly IReadOnlyList<ProcessRef> _peers;
    private readonly RaftOptions _options;
    private readonly ReplicaTruth _truth;
    private readonly KvStateMachine _machine = new();
    private readonly PendingWrites _pending = new();
    private readonly SessionReads _sessionReads = new();
    private RaftCore _core = null!;
    private ReplicaDisk _disk = null!;
    private DamageReport _damage = null!;
    private ProcessTimer _electionTimer = null!;
    private ProcessTimer _heartbeatTimer = null!;
    private long _applied;
    private bool _wasLeader;

    public RaftReplica(
        int place,
        IReadOnlyList<ProcessRef> peers,
        RaftOptions options,
        ReplicaTruth truth,
        BoundedStalenessOptions? bound = null
    )
    {
        _bound = bound;
        _versions = bound?.MaxVersions is { } versions
            ? new VersionBound(versions, bound.MaxAge, bound.ClockErrorMax, peers.Count)
            : null;
        _place = place;
        _peers = peers;
        _options = options;
        _truth = truth;
    }

    /// <summary>The protocol's state, for tests that look inside.</summary>
    public RaftCore Core => _core;

    /// <summary>The replicated state as far as it is applied, for tests that look inside.</summary>
    public KvStateMachine Machine => _machine;

    /// <summary>The last index that is applied.</summary>
    public long LastApplied => _applied;

    private bool WaitsForClients => _options.Reads is RaftReads.Session or RaftReads.Prefix;

    /// <inheritdoc/>
    public override string Describe()
    {
        RaftState state = _core.State;
        string leader = state.Leader == HardState.Nobody ? "unknown" : _peers[state.Leader].Node.Name;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{state.Role} term {state.Term} commit {state.Commit} applied {_applied} "
                + $"log {state.Log.Base.Index + 1}..{state.Log.LastIndex} durable {state.Log.Durable} "
                + $"leader {leader}"
        );
    }

    /// <inheritdoc/>
    protected override void OnStart()
    {
        _electionTimer = CreateTimer("election");
        _heartbeatTimer = CreateTimer("heartbeat");
        _disk = new ReplicaDisk(Disk, _options.Planted != PlantedRaftBug.TrustTheDisk);
        _core = new RaftCore(_place, _peers.Count, _options, Random);
        _core.Start(
            Now,
            _disk.Hard,
            _disk.Snapshot,
            _disk.LogBase,
            _disk.ReadLog(),
            _disk.RecoverTo,
            Address.Node.Incarnation
        );
        _machine.Restore(_disk.Snapshot);
        _applied = _disk.Snapshot.Last.Index;
        _truth.OnStart(_machine);
        TakeRole(RaftStore.ReplicaRole);
        _damage = new DamageReport(Announce);
        _damage.Begin(_disk, _core.State);
        Finish();
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        switch (message)
        {
            case RaftMessage fromPeer:
                _core.Step(Now, PlaceOf(source), fromPeer);
                break;
            case KvRequest request:
                Serve(source, request);
                break;
            case TransferLeadership transfer:
                _core.TransferTo(Now, transfer.Target);
                break;
            case AgeProof proof:
                Note(source, proof);
                break;
            case AgeNoted noted:
                Note(source, noted);
                break;
            default:
                throw new InvariantViolation($"a Raft replica handles {message.GetType().Name}");
        }

        Finish();
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _electionTimer))
        {
            _core.OnElectionTimeout(Now);
        }
        else
        {
            _core.OnHeartbeatDue(Now);
            ProveAge();
            ProposeHeld();
            _heartbeatTimer.Set(_options.HeartbeatInterval);
        }

        Finish();
    }

    /// <inheritdoc/>
    protected override void OnSynced(long ticket)
    {
        while (_disk.TryTakeReleased(out Outgoing message))
        {
            Send(_peers[message.Target], message.Message, message.Message.SizeBytes);
        }

        if (_disk.OnSynced(ticket) is { } covered)
        {
            _core.OnSynced(Now, covered);
        }

        Finish();
    }

    private int PlaceOf(ProcessRef peer)
    {
        int place = peer.Index - _peers[0].Index;
        Invariant.That(ReferenceEquals(_peers[place], peer));
        return place;
    }

    private void Serve(ProcessRef client, KvRequest request)
    {
        bool isRead = KvFunctions.IsRead(request.Function);
        if (request.Function == KvFunction.ExportPart && _core.IsLeader)
        {
            _core.Read(Now, request, client);
        }
        else if (request.Function == KvFunction.ExportPart)
        {
            Redirect(client, request);
        }
        else if (isRead && _options.Reads == RaftReads.Local)
        {
            AnswerRead(client, request);
        }
        else if (isRead && WaitsForClients)
        {
            _sessionReads.Wait(client, request);
        }
        else if (isRead && IsYoungEnough)
        {
            AnswerRead(client, request);
        }
        else if (!_core.IsLeader)
        {
            Redirect(client, request);
        }
        else if (isRead && _options.Planted == PlantedRaftBug.AnswerReadsWithoutReadIndex)
        {
            AnswerRead(client, request);
        }
        else if (isRead)
        {
            _core.Read(Now, request, client);
        }
        else if (_machine.AnswerOf(request) is { } known)
        {
            AnswerWrite(client, request, known, _machine.ResultOf(request));
        }
        else if (_core.Leadership.Transfer.Target != HardState.Nobody)
        {
            Send(client, KvReply.Redirect(request.Operation, null), ReplyBytes);
        }
        else
        {
            Propose(client, request);
        }
    }

    /// <summary>Does what the step that just ended asks for.</summary>
    private void Finish()
    {
        InstallArrivedSnapshot();
        _disk.Persist(_core);
        if (_options.Planted == PlantedRaftBug.AcknowledgeBeforeSync)
        {
            _core.OnSynced(Now, _core.PartToSync() with { Hard = _disk.SyncedHard });
        }

        ApplyCommitted();
        _proofs.OnApplied(_applied);
        FlushOutbox();
        AnswerReads();
        KeepTimers();
        TellRole();
        _damage.Follow(_core.State);
    }

    private void InstallArrivedSnapshot()
    {
        if (_core.TakeArrivedSnapshot() is not { } arrived)
        {
            return;
        }

        Register[] before = [.. _machine.Registers];
        _machine.Restore(arrived);
        _applied = arrived.Last.Index;
        _truth.OnReplaced(before, _machine);
        Announce(RaftStore.SnapshotInstalled, arrived.Last.ToString());
    }

    private void ApplyCommitted()
    {
        RaftState state = _core.State;
        while (_applied < state.Commit)
        {
            _applied++;
            LogEntry entry = state.Log[_applied];
            if (entry.Request is KvRequest request)
            {
                Apply(entry.Term, request);
            }
        }

        if (_applied == state.Commit && _applied - state.Snapshot.Last.Index >= _options.SnapshotAfter)
        {
            var last = new LogPosition(_applied, state.Log.TermAt(_applied));
            _core.OnSnapshotTaken(_machine.TakeSnapshot(last));
            _disk.Persist(_core);
            Announce(RaftStore.SnapshotTaken, last.ToString());
        }
    }

    private void Apply(long term, KvRequest request)
    {
        ApplyResult result = _machine.Apply(request);
        if (result.Replaced is { } replaced)
        {
            _truth.OnApplied(request, replaced);
        }

        if (result.IsImport)
        {
            _truth.OnImported(PartContent.RegistersOf(request.Argument));
        }

        if (_pending.Take(_applied, term) is { } client && result.Status is { } status)
        {
            AnswerWrite(client, request, status, result.Result);
        }
    }

    private void FlushOutbox()
    {
        List<Outgoing> messages = _core.State.Outbox.Messages;
        foreach (Outgoing message in messages)
        {
            if (_disk.MaySend(message))
            {
                Send(_peers[message.Target], message.Message, message.Message.SizeBytes);
            }
        }

        messages.Clear();
    }

    private void AnswerReads()
    {
        while (_sessionReads.TryTakeServed(_applied, out ProcessRef reader, out KvRequest read))
        {
            AnswerRead(reader, read);
        }

        ReadRounds reads = _core.Leadership.Reads;
        if (!_core.IsLeader)
        {
            while (reads.TryTakeAny(out WaitingRead lost))
            {
                Redirect((ProcessRef)lost.Client, lost.Request);
            }

            return;
        }

        while (reads.TryTakeServed(_applied, out WaitingRead served))
        {
            AnswerRead((ProcessRef)served.Client, served.Request);
        }
    }

    private void KeepTimers()
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
        string term = string.Create(CultureInfo.InvariantCulture, $"term {_core.State.Term}");
        TakeRole(_wasLeader ? RaftStore.LeaderRole : RaftStore.ReplicaRole);
        Announce(_wasLeader ? RaftStore.LeaderElected : RaftStore.LeaderSteppedDown, term);
        if (!_wasLeader)
        {
            _heartbeatTimer.Cancel();
            ProposeHeld();
            return;
        }

        _versions?.Begin(Now, _core.Leadership.TermStart);
        _heartbeatTimer.Set(_options.HeartbeatInterval);
        if (_core.IsTransfer)
        {
            Announce(RaftStore.LeadershipTransferred, term);
        }
    }

    private void AnswerRead(ProcessRef client, KvRequest request)
    {
        Value value =
            request.Function == KvFunction.ExportPart
                ? _machine.Export(request.Argument)
                : KvFunctions.ReadFrom(_machine.Read(request.Key), request.Function);
        LogToken? token = WaitsForClients ? new LogToken(_applied) : null;
        Send(client, KvReply.Done(request.Operation, value, token), ReplyBytes);
    }

    private void AnswerWrite(ProcessRef client, KvRequest request, KvStatus status, Value result)
    {
        LogToken? token = _options.Reads == RaftReads.Session ? new LogToken(_applied) : null;
        Send(
            client,
            status == KvStatus.Mismatch
                ? KvReply.Mismatch(request.Operation, token)
                : KvReply.Done(request.Operation, result, token),
            ReplyBytes
        );
    }

    private void Redirect(ProcessRef client, KvRequest request)
    {
        int leader = _core.State.Leader;
        ProcessRef? target = leader == HardState.Nobody ? null : _peers[leader];
        Send(client, KvReply.Redirect(request.Operation, target), ReplyBytes);
    }
}
