using Simulation.Components.Stores.MultiLeader;
using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Storage;

namespace Simulation.Components.Stores.Crdt;

/// <summary>
/// A replica that reads and updates on its own, sends each changed state to all others at once, and compares
/// itself with one of them from time to time. An update is acknowledged once it is synced.
/// </summary>
internal sealed class CrdtReplica(
    CrdtOptions options,
    int place,
    IReadOnlyList<ProcessRef> peers,
    CrdtTruth truth
) : Process
{
    private const int MessageBytes = 32;
    private const int CompactAfter = 1_024;
    private const long IncarnationsMax = 1L << 32;

    private readonly KeyStates _states = new();
    private readonly Queue<(long Ticket, ProcessRef Client, KvRequest Request)> _unsynced = new();
    private readonly Dictionary<int, (long Sequence, bool IsSynced)> _latest = [];
    private HybridClock _clock = null!;
    private DiskLog<KeyState> _log = null!;
    private ProcessTimer _compare = null!;
    private ProcessTimer _sync = null!;
    private Counter _repaired = null!;
    private long _actor;
    private int _turn;
    private bool _isDirty;

    /// <inheritdoc/>
    public override string Describe() => $"{_states.Count} keys";

    /// <inheritdoc/>
    protected override void OnStart()
    {
        TakeRole("replica");
        _turn = place;
        _repaired = World.Metrics.Counter("store.anti-entropy-repairs");

        // An incarnation may have told others of updates that its disk forgot: each counts its own anew.
        _actor = place * IncarnationsMax + Address.Node.Incarnation;
        _clock = new HybridClock(Address.Node.Index);
        _log = Disk.OpenLog<KeyState>("states");
        foreach (KeyState kept in _log.Sound())
        {
            Observe(kept.State);
            _states.Put(kept.Key, kept.State);
        }

        truth.OnStart(_states);
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
            case Delta delta:
                Join(delta.States);
                break;
            case Compare compare:
                Answer(source, compare);
                break;
            case Differ differ:
                Reconcile(source, differ);
                break;
            default:
                throw new InvariantViolation($"a CRDT replica understands {message}");
        }
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _sync))
        {
            SyncInBackground();
            _sync.Set(options.SyncInterval);
            return;
        }

        _turn = (_turn + 1) % peers.Count;
        _turn = _turn == place ? (_turn + 1) % peers.Count : _turn;
        Send(peers[_turn], new Compare(_states.ToDigest()), MessageBytes + KeyStates.PartCount * 8);
        _compare.Set(options.AntiEntropyInterval);
    }

    /// <inheritdoc/>
    protected override void OnSynced(long ticket)
    {
        while (
            _unsynced.TryPeek(out (long Ticket, ProcessRef Client, KvRequest Request) waiting)
            && waiting.Ticket <= ticket
        )
        {
            _unsynced.Dequeue();
            _latest[waiting.Request.Client] = (waiting.Request.Sequence, true);
            Send(waiting.Client, KvReply.Done(waiting.Request.Operation), MessageBytes);
        }
    }

    private void Serve(ProcessRef client, KvRequest request)
    {
        Lattice state = _states.Find(request.Key) ?? CrdtFunctions.Empty(options.Type);
        if (!CrdtFunctions.Has(options.Type, request.Function))
        {
            Send(client, KvReply.Refused(request.Operation, "the type has no such function"), MessageBytes);
        }
        else if (KvFunctions.IsRead(request.Function))
        {
            Value value = CrdtFunctions.Read(options.Type, state);
            Send(client, KvReply.Done(request.Operation, value), MessageBytes);
        }
        else if (IsRepeated(request))
        {
            if (_latest[request.Client] == (request.Sequence, true))
            {
                Send(client, KvReply.Done(request.Operation), MessageBytes);
            }
        }
        else if (
            request.Function == KvFunction.Cas
            && CrdtFunctions.Read(options.Type, state) != request.Expected
        )
        {
            Send(client, KvReply.Mismatch(request.Operation), MessageBytes);
        }
        else
        {
            Update(client, request, state);
        }
    }

    private bool IsRepeated(KvRequest request) =>
        _latest.TryGetValue(request.Client, out (long Sequence, bool IsSynced) latest)
        && latest.Sequence >= request.Sequence;

    private void Update(ProcessRef client, KvRequest request, Lattice state)
    {
        truth.Note(request.Key, _actor, request.Operation);
        var changed = new KeyState(
            request.Key,
            CrdtFunctions.Update(state, request, _actor, _clock.Stamp(Now))
        );
        Take(changed, isOwn: true);
        _latest[request.Client] = (request.Sequence, false);
        _unsynced.Enqueue((Disk.Sync(), client, request));
        _isDirty = false;
        var message = new Delta([changed]);
        foreach (ProcessRef peer in peers)
        {
            if (!ReferenceEquals(peer, Address))
            {
                Send(peer, message, MessageBytes + changed.SizeBytes);
            }
        }
    }

    private bool Take(KeyState changed, bool isOwn)
    {
        if (!_states.Put(changed.Key, changed.State))
        {
            return false;
        }

        _log.Append(changed);
        _isDirty = true;
        truth.Show(changed.Key, changed.State, isOwn);
        return true;
    }

    private int Join(KeyState[] states)
    {
        int count = 0;
        foreach (KeyState theirs in states)
        {
            Observe(theirs.State);
            bool joins =
                options.Planted != PlantedCrdtBug.ReplaceOnMerge && _states.Find(theirs.Key) is not null;
            KeyState joined = joins
                ? theirs with
                {
                    State = _states.Find(theirs.Key)!.Join(theirs.State),
                }
                : theirs;
            count += Take(joined, isOwn: false) ? 1 : 0;
        }

        return count;
    }

    private void Observe(Lattice state)
    {
        if (state is LwwRegister { Winner: { } winner })
        {
            _clock.Observe(winner.Stamp, Now);
        }
    }

    private void Answer(ProcessRef peer, Compare compare)
    {
        int[] parts = [.. _states.PartsThatDiffer(compare.Digest)];
        if (parts.Length > 0)
        {
            KeyState[] states = [.. parts.SelectMany(_states.StatesOf)];
            Send(peer, new Differ(parts, states), MessageBytes + SizeOf(states));
        }
    }

    /// <summary>Joins what the other has, and sends back what is then above it.</summary>
    private void Reconcile(ProcessRef peer, Differ differ)
    {
        var theirs = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (KeyState entry in differ.States)
        {
            theirs[entry.Key] = entry.State.Hash;
        }

        int taken = Join(differ.States);
        KeyState[] news =
        [
            .. differ
                .Parts.SelectMany(_states.StatesOf)
                .Where(own => !theirs.TryGetValue(own.Key, out ulong hash) || own.State.Hash != hash),
        ];
        if (news.Length > 0)
        {
            Send(peer, new Delta(news), MessageBytes + SizeOf(news));
        }

        if (taken + news.Length > 0)
        {
            _repaired.Add(taken + news.Length);
            Announce(CrdtStore.Repaired, $"{taken} taken, {news.Length} given");
        }
    }

    private void SyncInBackground()
    {
        if (_log.End - _log.First > CompactAfter + 4L * _states.Count)
        {
            long end = _log.End;
            foreach (KeyState entry in _states.All)
            {
                _log.Append(entry);
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

    private static int SizeOf(KeyState[] states) => states.Sum(entry => entry.SizeBytes);
}
