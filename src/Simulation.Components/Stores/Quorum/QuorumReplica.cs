using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Quorum;

/// <summary>
/// A replica that coordinates the requests it is asked, answers the coordinators of others, keeps hints for
/// homes that are away, and compares itself with one of the others from time to time.
/// </summary>
internal sealed partial class QuorumReplica(
    QuorumOptions options,
    int place,
    IReadOnlyList<ProcessRef> peers,
    ShownWrites shown
) : Process
{
    private const int MessageBytes = 32;
    private const int VersionBytes = 96;

    private readonly Queue<(long Ticket, ProcessRef Target, object Message)> _syncs = new();
    private readonly Siblings _siblings = new(options.Versions);
    private HashRing _ring = null!;
    private VersionStore _store = null!;
    private HintStore _hints = null!;
    private SuspectList _suspects = null!;
    private ProcessTimer _fallback = null!;
    private ProcessTimer _timeout = null!;
    private ProcessTimer _handOff = null!;
    private ProcessTimer _antiEntropy = null!;

    private int Copies => Math.Min(options.Copies, peers.Count);

    /// <inheritdoc/>
    public override string Describe() =>
        $"{_store.KeyCount} keys, {_hints.Count} hints, {_coordinations.Count} requests";

    /// <inheritdoc/>
    protected override void OnStart()
    {
        TakeRole("replica");
        _ring = new HashRing([.. peers.Select(peer => peer.Node.Name)]);
        _store = new VersionStore(Disk, _siblings, shown);
        _hints = new HintStore(Disk);
        _suspects = new SuspectList(peers.Count, options.SuspectFor);
        _actor = ((long)Address.Node.Incarnation << 32) | (uint)place;
        _turn = place;
        _fallback = CreateTimer("fallback");
        _timeout = CreateTimer("request-timeout");
        _handOff = CreateTimer("hand-off");
        _antiEntropy = CreateTimer("anti-entropy");
        _handOff.Set(options.HandoffInterval);
        if (options.AntiEntropyInterval is { } interval && peers.Count > 1)
        {
            // The replicas take turns rather than to compare all at the same instant.
            _antiEntropy.Set(interval * (place + 1) / peers.Count);
        }
    }

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message)
    {
        if (message is KvRequest request)
        {
            Coordinate(source, request);
            return;
        }

        _suspects.Hear(PlaceOf(source));
        switch (message)
        {
            case Put put:
                Keep(source, put);
                break;
            case PutDone done:
                Answered(source, done.Id, []);
                break;
            case Get get:
                KeyVersion[] versions = _siblings.Merge(_store.Find(get.Key), _hints.VersionsOf(get.Key));
                Tell(source, new GetDone(get.Id, versions), versions.Length);
                break;
            case GetDone done:
                Answered(source, done.Id, done.Versions);
                break;
            case HandOff handOff:
                TakeOver(source, handOff);
                break;
            case HandedOff handedOff:
                Forget(source, handedOff);
                break;
            case CompareTrees compare:
                Compare(source, compare);
                break;
            case LeafContents contents:
                Reconcile(source, contents);
                break;
            default:
                throw new InvariantViolation($"a quorum replica understands {message}");
        }
    }

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer)
    {
        if (ReferenceEquals(timer, _fallback))
        {
            LetOthersStandIn();
        }
        else if (ReferenceEquals(timer, _timeout))
        {
            GiveUp();
        }
        else if (ReferenceEquals(timer, _handOff))
        {
            OfferHints();
            _handOff.Set(options.HandoffInterval);
        }
        else
        {
            CompareWithNext();
            _antiEntropy.Set(options.AntiEntropyInterval!.Value);
        }
    }

    /// <inheritdoc/>
    protected override void OnSynced(long ticket)
    {
        while (
            _syncs.TryPeek(out (long Ticket, ProcessRef Target, object Message) waiting)
            && waiting.Ticket <= ticket
        )
        {
            _syncs.Dequeue();
            Tell(waiting.Target, waiting.Message);
        }
    }

    private void Keep(ProcessRef source, Put put)
    {
        if (put.HintFor >= 0)
        {
            _hints.Add(put.HintFor, put.Stored);
        }
        else
        {
            _store.Merge(put.Stored, isAcceptance: put.Id != 0);
        }

        long ticket = Disk.Sync();
        if (put.Id != 0)
        {
            _syncs.Enqueue((ticket, source, new PutDone(put.Id)));
        }
    }

    /// <summary>Sends a message, or takes it in at once when it is to this replica itself.</summary>
    private void Tell(ProcessRef target, object message, int versions = 0)
    {
        if (ReferenceEquals(target, Address))
        {
            OnMessage(target, message);
        }
        else
        {
            Send(target, message, MessageBytes + VersionBytes * versions);
        }
    }

    private int PlaceOf(ProcessRef replica)
    {
        for (int index = 0; index < peers.Count; index++)
        {
            if (ReferenceEquals(peers[index], replica))
            {
                return index;
            }
        }

        throw new InvariantViolation($"{replica.Name} is a replica of this store");
    }
}
