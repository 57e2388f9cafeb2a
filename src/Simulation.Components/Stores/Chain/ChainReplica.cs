using Simulation.Components.Stores.Raft;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.Chain;

/// <summary>A replica in the chain: takes updates from its predecessor, syncs them, and passes them
/// on.</summary>
internal sealed partial class ChainReplica(
    ChainOptions options,
    bool isApportioned,
    int place,
    IReadOnlyList<ProcessRef> peers,
    IReadOnlyList<ProcessRef> masters,
    ReplicaTruth truth
) : Process
{
    private const int MessageBytes = 48;
    private const int EntryBytes = 64;

    private ChainConfiguration _chain = ChainConfiguration.Initial(peers.Count);
    private SimTime[] _heardAt = [];
    private ChainLog _log = null!;
    private MasterLink _master = null!;
    private ProcessTimer _tick = null!;
    private ProcessTimer _leaseEnd = null!;
    private ProcessTimer _activation = null!;
    private SimTime _tickedAt;

    private int? Predecessor => _chain.PredecessorOf(place);

    private int? Successor => _chain.SuccessorOf(place);

    private bool IsMember => _chain.Find(place) is not null;

    private bool IsHead => _chain.Head == place;

    private bool IsTail => _chain.Tail == place;

    /// <inheritdoc/>
    public override string Describe() =>
        $"{_chain}, last {_log.Last} durable {_log.Durable} committed {_log.Committed}"
        + (IsLeased ? "" : ", no lease");

    /// <inheritdoc/>
    protected override void OnStart()
    {
        _log = new ChainLog(Disk);
        _master = new MasterLink(place, peers.Count, Address.Node.Incarnation, masters);
        _heardAt = [.. peers.Select(_ => Now)];
        truth.OnStart(_log.Machine);
        TakeRole(ChainStore.ReplicaRole);
        _leaseEnd = CreateTimer("lease-end");
        _activation = CreateTimer("activation");
        _tick = CreateTimer("heartbeat");
        _tickedAt = Now;
        _tick.Set(options.HeartbeatInterval);
        AskMaster(_master.Read(Now));
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        switch (message)
        {
            case KvRequest request:
                Serve(source, request);
                break;
            case KvReply reply:
                TakeAnswer(reply);
                break;
            case ChainMessage fromPeer:
                Take(source.Index - peers[0].Index, fromPeer);
                break;
            default:
                throw new InvariantViolation($"a chain replica understands {message}");
        }
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _tick))
        {
            Tick();
            _tick.Set(options.HeartbeatInterval);
        }
        else if (ReferenceEquals(timer, _leaseEnd))
        {
            _leasedFrom = null;
        }
        else
        {
            CommitAsTail();
        }
    }

    /// <inheritdoc/>
    protected override void OnSynced(long ticket)
    {
        _log.OnSynced(ticket);
        PassOn();
        CommitAsTail();
        Acknowledge();
    }

    private void Tick()
    {
        // After a pause all others seem silent; it is the own silence that was long.
        if (Now - _tickedAt > options.SuspectAfter / 2)
        {
            Array.Fill(_heardAt, Now);
        }

        _tickedAt = Now;
        KeepAskingMaster();
        if (!_knowsChain || !IsMember)
        {
            return;
        }

        if (Successor is { } successor)
        {
            Tell(successor, new ChainMessage.Ping(_chain.Epoch));
            ConnectOrResend(successor);
        }

        Acknowledge();
        AskVersionsAgain();
        _log.Shorten(options.SnapshotAfter);
    }

    private void Take(int source, ChainMessage message)
    {
        _heardAt[source] = Now;
        if (message.Epoch > _chain.Epoch && _master.Open is null)
        {
            AskMaster(_master.Read(Now));
        }

        if (!_knowsChain || message.Epoch != _chain.Epoch)
        {
            return;
        }

        switch (message)
        {
            case ChainMessage.Ping:
                break;
            case ChainMessage.Connect when source == Predecessor:
                Tell(source, new ChainMessage.Connected(_chain.Epoch, _log.HasState ? _log.Last : null));
                break;
            case ChainMessage.Connected connected when source == Successor:
                OnConnected(source, connected);
                break;
            case ChainMessage.Install install when source == Predecessor:
                Install(install.Snapshot);
                break;
            case ChainMessage.Forward forward when source == Predecessor:
                TakeForward(forward.Entries);
                break;
            case ChainMessage.Acknowledge acknowledge when source == Successor:
                OnAcknowledged(acknowledge);
                break;
            case ChainMessage.VersionQuery query when IsTail:
                TakeVersionQuery(source, query);
                break;
            case ChainMessage.VersionAnswer answer:
                TakeVersionAnswer(answer);
                break;
            default:
                throw new InvariantViolation("in one epoch all agree who is whose neighbour");
        }
    }

    private void Tell(int target, ChainMessage message, int entries = 0) =>
        Send(peers[target], message, MessageBytes + EntryBytes * entries);
}
