using Simulation.Components.Stores.MultiLeader;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Causal;

/// <summary>
/// A replica that takes reads and writes on its own, once it has caught up with the client that asks; tells
/// the others of its writes at once, and one of them from time to time what it has.
/// </summary>
internal sealed class CausalReplica(
    CausalOptions options,
    int place,
    IReadOnlyList<ProcessRef> peers,
    ShownWrites shown
) : Process
{
    private const int MessageBytes = 48;
    private const int WriteBytes = 96;
    private const int BatchMax = 256;

    private readonly LastWriterWins _registers = new();
    private readonly WriteLogs _logs = new(
        peers.Count,
        checksDependencies: options.Planted != PlantedCausalBug.SkipDependencies
    );
    private readonly SessionPolicy _policy = new(peers.Count, options.Guarantees);
    private readonly List<(ProcessRef Client, KvRequest Request)> _waiting = [];
    private readonly Queue<OwnWrite> _unsynced = new();
    private readonly Dictionary<int, (long Sequence, KvReply? Reply)> _latest = [];
    private HybridClock _clock = null!;
    private WriteJournal _journal = null!;
    private ProcessTimer _antiEntropy = null!;
    private ProcessTimer _sync = null!;
    private Counter _repaired = null!;
    private long _count;
    private int _turn;

    /// <inheritdoc/>
    public override string Describe() =>
        $"visible {_logs.Visible}, {_logs.EarlyCount} too early, {_waiting.Count} clients wait";

    /// <inheritdoc/>
    protected override void OnStart()
    {
        TakeRole("replica");
        _turn = place;
        _repaired = World.Metrics.Counter("store.anti-entropy-repairs");
        _clock = new HybridClock(Address.Node.Index);
        _journal = new WriteJournal(Disk, place, peers.Count);
        _journal.Recover(_registers, _logs);
        _count = _logs.Visible[place];
        foreach (StampedWrite write in _registers.All)
        {
            _clock.Observe(write.Stamp, Now);
        }

        shown.Replace(WriteOf, _registers.All.Select(write => write.Key));
        _antiEntropy = CreateTimer("anti-entropy");
        _sync = CreateTimer("sync");
        _sync.Set(options.SyncInterval);
        if (peers.Count > 1)
        {
            // The replicas take turns rather than to speak all at the same instant.
            _antiEntropy.Set(options.AntiEntropyInterval * (place + 1) / peers.Count);
        }
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        switch (message)
        {
            case KvRequest request:
                Take(source, request);
                break;
            case Propagate propagate:
                Receive(propagate.Writes);
                break;
            case Summary summary:
                Answer(source, summary);
                break;
            default:
                throw new InvariantViolation($"a causal replica understands {message}");
        }
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _sync))
        {
            _journal.SyncInBackground();
            _sync.Set(options.SyncInterval);
            return;
        }

        _turn = (_turn + 1) % peers.Count;
        _turn = _turn == place ? (_turn + 1) % peers.Count : _turn;
        var summary = new Summary(_logs.Visible, _journal.Durable);
        Send(peers[_turn], summary, MessageBytes + 16 * peers.Count);
        _journal.Shorten(_logs);
        _antiEntropy.Set(options.AntiEntropyInterval);
    }

    /// <inheritdoc/>
    protected override void OnSynced(long ticket)
    {
        while (_unsynced.TryPeek(out OwnWrite own) && own.Ticket <= ticket)
        {
            _unsynced.Dequeue();
            Publish(own);
        }

        _journal.OnSynced(ticket);
        ServeWaiting();
    }

    private int WriteOf(string key) => _registers.Find(key)?.Operation ?? Applied.Nothing;

    private void Take(ProcessRef client, KvRequest request)
    {
        if (!KvFunctions.IsOfRegister(request.Function))
        {
            Send(client, KvReply.Refused(request.Operation, KvReply.OnlyRegisters), MessageBytes);
        }
        else if (!TryServe(client, request))
        {
            _waiting.Add((client, request));
        }
    }

    /// <summary>Serves a client unless it has seen or written what is not visible here yet.</summary>
    private bool TryServe(ProcessRef client, KvRequest request)
    {
        var token = request.Token as VectorToken;
        bool isRead = request.Function == KvFunction.Read;
        VersionVector demand = isRead ? _policy.BeforeRead(token) : _policy.BeforeWrite(token);
        if (!_logs.Visible.Covers(demand))
        {
            return false;
        }

        if (isRead)
        {
            Value value = _registers.Find(request.Key)?.Value ?? Value.Nil;
            Send(
                client,
                KvReply.Done(request.Operation, value, Told(_policy.AfterRead(token, _logs.Visible))),
                MessageBytes
            );
        }
        else
        {
            Write(client, request, token, demand);
        }

        return true;
    }

    private void Write(ProcessRef client, KvRequest request, VectorToken? token, VersionVector demand)
    {
        if (
            _latest.TryGetValue(request.Client, out (long Sequence, KvReply? Reply) latest)
            && latest.Sequence >= request.Sequence
        )
        {
            if (latest.Sequence == request.Sequence && latest.Reply is { } known)
            {
                Send(client, known, MessageBytes);
            }

            return;
        }

        StampedWrite? current = _registers.Find(request.Key);
        if (request.Function == KvFunction.Cas && (current?.Value ?? Value.Nil) != request.Expected)
        {
            VectorToken seen = _policy.AfterRead(token, _logs.Visible);
            Send(client, KvReply.Mismatch(request.Operation, Told(seen)), MessageBytes);
            return;
        }

        if (request.Function == KvFunction.Cas)
        {
            // It has read what it replaces, and so depends on it.
            token = _policy.AfterRead(token, _logs.Visible);
            demand = _policy.BeforeWrite(token);
        }

        var write = new LoggedWrite(
            place,
            ++_count,
            demand,
            new StampedWrite(request.Key, request.Argument, request.Operation, _clock.Stamp(Now))
        );
        _latest[request.Client] = (request.Sequence, null);
        KvReply reply = KvReply.Done(
            request.Operation,
            token: Told(_policy.AfterWrite(token, place, write.Count))
        );
        long ticket = _journal.Write(write);
        _unsynced.Enqueue(
            new OwnWrite(ticket, write, current?.Operation, client, request.Client, request.Sequence, reply)
        );
    }

    private SessionToken? Told(VectorToken token) =>
        options.Planted == PlantedCausalBug.DropToken ? null : token;

    /// <summary>An own write has reached the disk: it becomes visible, here and then elsewhere.</summary>
    private void Publish(OwnWrite own)
    {
        _logs.Receive(own.Write);
        ShowVisible(own);
        var message = new Propagate([own.Write]);
        foreach (ProcessRef peer in peers)
        {
            if (!ReferenceEquals(peer, Address))
            {
                Send(peer, message, MessageBytes + WriteBytes);
            }
        }

        _latest[own.Number] = (own.Sequence, own.Reply);
        Send(own.Client, own.Reply, MessageBytes);
    }

    private void Receive(LoggedWrite[] writes)
    {
        foreach (LoggedWrite write in writes)
        {
            _clock.Observe(write.Write.Stamp, Now);
            _logs.Receive(write);
        }

        ShowVisible(own: null);
        ServeWaiting();
    }

    /// <summary>Merges whatever has become visible.</summary>
    private void ShowVisible(OwnWrite? own)
    {
        while (_logs.TryTakeNext(out LoggedWrite logged))
        {
            StampedWrite write = logged.Write;
            if (logged.Origin != place)
            {
                _journal.Append(logged);
            }

            int before = WriteOf(write.Key);
            if (_registers.Merge(write))
            {
                bool isAcceptance =
                    own is { } mine
                    && ReferenceEquals(mine.Write, logged)
                    && before == (mine.Replaced ?? Applied.Nothing);
                shown.Show(write.Key, write.Operation, isAcceptance);
            }
        }
    }

    private void ServeWaiting()
    {
        if (_waiting.Count > 0)
        {
            _waiting.RemoveAll(entry => TryServe(entry.Client, entry.Request));
        }
    }

    private void Answer(ProcessRef peer, Summary summary)
    {
        _journal.NotePeer(peer.Index - peers[0].Index, summary.Durable);
        LoggedWrite[] missing = _logs.MissingFrom(summary.Visible, BatchMax);
        if (missing.Length > 0)
        {
            _repaired.Add(missing.Length);
            Announce(CausalStore.Repaired, $"{missing.Length} given");
            Send(peer, new Propagate(missing), MessageBytes + WriteBytes * missing.Length);
        }
    }

    /// <summary>A write of this replica that waits for the disk.</summary>
    private readonly record struct OwnWrite(
        long Ticket,
        LoggedWrite Write,
        int? Replaced,
        ProcessRef Client,
        int Number,
        long Sequence,
        KvReply Reply
    ) { }
}
