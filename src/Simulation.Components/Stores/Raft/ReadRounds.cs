using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.Raft;

/// <summary>
/// How a leader makes sure that it still leads before it answers reads: it numbers rounds of messages, and a
/// round that a majority has answered proves that nobody had replaced the leader when the round began. All
/// reads that wait when a round begins share it. A confirmed round also gives a lease.
/// </summary>
/// <remarks>Source: Ongaro 2014 (thesis), sections 6.4 and 6.4.1.</remarks>
internal sealed class ReadRounds
{
    private readonly Queue<WaitingRead> _waiting = new();
    private readonly Queue<(long Round, SimTime Began)> _open = new();
    private SimTime? _leaseFrom;
    private long _wantedRound;
    private long _readRound;

    /// <summary>The round that began last; every message of the leader carries it.</summary>
    public long Current { get; private set; }

    /// <summary>The latest round that a majority has answered.</summary>
    public long Confirmed { get; private set; }

    /// <summary>When, by the leader's clock, the latest round began that a majority has answered; null for
    /// none.</summary>
    public SimTime? ConfirmedAt => _leaseFrom;

    /// <summary>Whether reads wait that the current round does not serve.</summary>
    public bool HasUnservedReads => _wantedRound > Current;

    /// <summary>Whether a round is under way for reads.</summary>
    public bool IsRoundOpen => _readRound > Confirmed;

    /// <summary>
    /// A round begins: its number, on its way to all followers, proves nothing about any time before now.
    /// </summary>
    public void Begin(SimTime now)
    {
        Current++;
        _open.Enqueue((Current, now));
        if (_wantedRound == Current)
        {
            _readRound = Current;
        }
    }

    /// <summary>A majority has answered a round.</summary>
    public void Confirm(long round)
    {
        Confirmed = Math.Max(Confirmed, round);
        while (_open.TryPeek(out (long Round, SimTime Began) first) && first.Round <= Confirmed)
        {
            _leaseFrom = first.Began;
            _open.Dequeue();
        }
    }

    /// <summary>Whether a lease of that length, by the leader's clock, still runs.</summary>
    public bool IsLeased(SimTime now, SimDuration length) =>
        _leaseFrom is { } from && now >= from && now - from < length;

    /// <summary>Gives up the lease, because leadership is being handed over.</summary>
    public void EndLease() => _leaseFrom = null;

    /// <summary>Lets a read wait for the next round and for the state to reach an index.</summary>
    public void Wait(KvRequest request, object client, long readIndex)
    {
        _wantedRound = Current + 1;
        _waiting.Enqueue(new WaitingRead(request, client, _wantedRound, readIndex));
    }

    /// <summary>
    /// Lets a read wait only for the state to reach an index: the lease vouches for the rest.
    /// </summary>
    public void WaitLeased(KvRequest request, object client, long readIndex) =>
        _waiting.Enqueue(new WaitingRead(request, client, Confirmed, readIndex));

    /// <summary>Takes the first read whose round is confirmed and whose index has been applied.</summary>
    public bool TryTakeServed(long applied, out WaitingRead read)
    {
        if (_waiting.TryPeek(out read) && read.Round <= Confirmed && read.ReadIndex <= applied)
        {
            _waiting.Dequeue();
            return true;
        }

        return false;
    }

    /// <summary>Takes any read that waits; used when the leader is none any more.</summary>
    public bool TryTakeAny(out WaitingRead read) => _waiting.TryDequeue(out read);

    /// <summary>
    /// Begins anew with a new leadership; rounds go on counting, so that old answers prove nothing.
    /// </summary>
    public void Reset()
    {
        Current++;
        _open.Clear();
        _leaseFrom = null;
        Confirmed = Current;
        _wantedRound = 0;
        _readRound = 0;
    }
}

/// <summary>A read that a leader has not answered yet.</summary>
/// <param name="Request">What is asked.</param>
/// <param name="Client">Whom to answer; the protocol never looks at it.</param>
/// <param name="Round">The round that must be confirmed.</param>
/// <param name="ReadIndex">The index that must have been applied.</param>
internal readonly record struct WaitingRead(KvRequest Request, object Client, long Round, long ReadIndex);
