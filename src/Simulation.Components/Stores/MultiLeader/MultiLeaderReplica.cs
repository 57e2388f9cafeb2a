using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Storage;

namespace Simulation.Components.Stores.MultiLeader;

/// <summary>
/// A replica that takes reads and writes on its own, tells the others at once, and compares itself with one
/// of them from time to time, so that all show the same once messages get through. Its log on disk holds
/// every winner it has seen.
/// </summary>
internal sealed class MultiLeaderReplica(
    MultiLeaderOptions options,
    int place,
    IReadOnlyList<ProcessRef> peers,
    ShownWrites shown
) : Process
{
    private const int MessageBytes = 32;
    private const int WriteBytes = 64;
    private const int CompactAfter = 1_024;

    private readonly LastWriterWins _registers = new();
    private readonly Queue<(long Ticket, ProcessRef Client, KvReply Reply)> _unsynced = new();
    private HybridClock _clock = null!;
    private DiskLog<StampedWrite> _log = null!;
    private ProcessTimer _compare = null!;
    private ProcessTimer _sync = null!;
    private Counter _repaired = null!;
    private int _turn;
    private bool _isDirty;

    /// <inheritdoc/>
    public override string Describe() => $"{_registers.Count} keys";

    /// <inheritdoc/>
    protected override void OnStart()
    {
        TakeRole("replica");
        _turn = place;
        _repaired = World.Metrics.Counter("store.anti-entropy-repairs");
        _clock = new HybridClock(Address.Node.Index);
        _log = Disk.OpenLog<StampedWrite>("writes");
        foreach (StampedWrite write in _log.Sound())
        {
            _clock.Observe(write.Stamp, Now);
            _registers.Merge(write);
        }

        shown.Replace(WriteOf, _registers.All.Select(write => write.Key));
        _compare = CreateTimer("anti-entropy");
        _sync = CreateTimer("sync");
        _sync.Set(options.SyncInterval);
        if (peers.Count > 1)
        {
            // The replicas take turns rather than to compare all at the same instant.
            _compare.Set(options.AntiEntropyInterval * (place + 1) / peers.Count);
        }
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        switch (message)
        {
            case KvRequest request:
                Serve(source, request);
                break;
            case Replicate replicate:
                Merge(replicate.Writes);
                break;
            case Compare compare:
                Answer(source, compare);
                break;
            case Differ differ:
                Reconcile(source, differ);
                break;
            default:
                throw new InvariantViolation($"a multi-leader replica understands {message}");
        }
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _sync))
        {
            SyncInBackground();
            _sync.Set(options.SyncInterval);
        }
        else
        {
            _turn = (_turn + 1) % peers.Count;
            _turn = _turn == place ? (_turn + 1) % peers.Count : _turn;
            Send(
                peers[_turn],
                new Compare(_registers.ToDigest()),
                MessageBytes + LastWriterWins.PartCount * 8
            );
            _compare.Set(options.AntiEntropyInterval);
        }
    }

    /// <inheritdoc/>
    protected override void OnSynced(long ticket)
    {
        while (
            _unsynced.TryPeek(out (long Ticket, ProcessRef Client, KvReply Reply) waiting)
            && waiting.Ticket <= ticket
        )
        {
            _unsynced.Dequeue();
            Send(waiting.Client, waiting.Reply, MessageBytes);
        }
    }

    private int WriteOf(string key) => _registers.Find(key)?.Operation ?? Applied.Nothing;

    private void Serve(ProcessRef client, KvRequest request)
    {
        StampedWrite? current = _registers.Find(request.Key);
        Value value = current?.Value ?? Value.Nil;
        if (!KvFunctions.IsOfRegister(request.Function))
        {
            Send(client, KvReply.Refused(request.Operation, KvReply.OnlyRegisters), MessageBytes);
        }
        else if (request.Function == KvFunction.Read)
        {
            Send(client, KvReply.Done(request.Operation, value), MessageBytes);
        }
        else if (
            request.Function == KvFunction.Cas
            && current?.Operation != request.Operation
            && value != request.Expected
        )
        {
            Send(client, KvReply.Mismatch(request.Operation), MessageBytes);
        }
        else
        {
            Write(client, request, isRepeated: current?.Operation == request.Operation);
        }
    }

    private void Write(ProcessRef client, KvRequest request, bool isRepeated)
    {
        if (!isRepeated)
        {
            HybridStamp stamp =
                options.Stamp == StampClock.Hybrid
                    ? _clock.Stamp(Now)
                    : new HybridStamp(Now.Nanoseconds, 0, Address.Node.Index);
            var write = new StampedWrite(request.Key, request.Argument, request.Operation, stamp);
            Take(write, isAcceptance: true);
            Tell([write]);
        }

        KvReply reply = KvReply.Done(request.Operation);
        if (options.Sync == WriteSync.EachWrite)
        {
            _unsynced.Enqueue((Disk.Sync(), client, reply));
            _isDirty = false;
        }
        else
        {
            Send(client, reply, MessageBytes);
        }
    }

    private void Tell(StampedWrite[] writes)
    {
        var message = new Replicate(writes);
        foreach (ProcessRef peer in peers)
        {
            if (!ReferenceEquals(peer, Address))
            {
                Send(peer, message, MessageBytes + WriteBytes * writes.Length);
            }
        }
    }

    private int Merge(StampedWrite[] writes)
    {
        int count = 0;
        foreach (StampedWrite write in writes)
        {
            _clock.Observe(write.Stamp, Now);
            count += Take(write, isAcceptance: false) ? 1 : 0;
        }

        return count;
    }

    private bool Take(StampedWrite write, bool isAcceptance)
    {
        if (!_registers.Merge(write))
        {
            return false;
        }

        _log.Append(write);
        _isDirty = true;
        shown.Show(write.Key, write.Operation, isAcceptance);
        return true;
    }

    private void Answer(ProcessRef peer, Compare compare)
    {
        int[] parts = [.. _registers.PartsThatDiffer(compare.Digest)];
        if (parts.Length > 0)
        {
            StampedWrite[] writes = [.. parts.SelectMany(_registers.WritesOf)];
            Send(peer, new Differ(parts, writes), MessageBytes + WriteBytes * writes.Length);
        }
    }

    /// <summary>Merges what the other has, and sends back what it lacks or has only an older write
    /// of.</summary>
    private void Reconcile(ProcessRef peer, Differ differ)
    {
        var theirs = new Dictionary<string, StampedWrite>(StringComparer.Ordinal);
        foreach (StampedWrite write in differ.Writes)
        {
            theirs[write.Key] = write;
        }

        StampedWrite[] news =
        [
            .. differ
                .Parts.SelectMany(_registers.WritesOf)
                .Where(own => !theirs.TryGetValue(own.Key, out StampedWrite? their) || own.Beats(their)),
        ];
        int taken = Merge(differ.Writes);
        if (news.Length > 0)
        {
            Send(peer, new Replicate(news), MessageBytes + WriteBytes * news.Length);
        }

        if (taken + news.Length > 0)
        {
            _repaired.Add(taken + news.Length);
            Announce(MultiLeaderStore.Repaired, $"{taken} taken, {news.Length} given");
        }
    }

    private void SyncInBackground()
    {
        if (_log.End - _log.First > CompactAfter + 4L * _registers.Count)
        {
            long end = _log.End;
            foreach (StampedWrite write in _registers.All)
            {
                _log.Append(write);
            }

            _log.TrimBefore(end);
            _isDirty = true;
        }

        if (_isDirty)
        {
            _isDirty = false;
            Disk.Sync();
        }
    }
}
