namespace Simulation.Components.Stores.Raft;

/// <summary>
/// How a leader hands over: it takes no more commands, brings the chosen follower up to date, and tells it to
/// stand for election at once. When nothing comes of it for an election timeout, it goes on leading.
/// </summary>
/// <remarks>Source: Ongaro 2014 (thesis), section 3.10.</remarks>
internal sealed class LeadershipTransfer(RaftState state, Progress[] followers, ReadRounds reads)
{
    private int _target = HardState.Nobody;
    private int _beatsLeft;

    /// <summary>Who is to lead, or <see cref="HardState.Nobody"/>.</summary>
    public int Target => _target;

    /// <summary>
    /// Whether leases may be relied upon: not in a term in which someone was told to stand, since it need not
    /// wait for the lease to end, however late the word reaches it.
    /// </summary>
    public bool IsLeaseAllowed { get; private set; } = true;

    /// <summary>A new leadership begins; no transfer goes on.</summary>
    public void Reset()
    {
        _target = HardState.Nobody;
        IsLeaseAllowed = true;
    }

    /// <summary>Begins to hand over to a follower; nothing when it is the leader itself.</summary>
    public void Begin(int target)
    {
        if (target == state.Self)
        {
            return;
        }

        RaftOptions options = state.Options;
        _target = target;
        long beats = options.ElectionTimeoutMax.Nanoseconds / options.HeartbeatInterval.Nanoseconds;
        _beatsLeft = checked((int)beats);
        OnProgress(target);
    }

    /// <summary>A follower has more of the log; the chosen one stands as soon as it has all of it.</summary>
    public void OnProgress(int place)
    {
        if (place == _target && followers[place].Match == state.Log.LastIndex)
        {
            IsLeaseAllowed = false;
            reads.EndLease();
            state.Outbox.Send(place, new RaftMessage.TimeoutNow(state.Term));
        }
    }

    /// <summary>A heartbeat interval has passed.</summary>
    public void OnBeat()
    {
        if (_target != HardState.Nobody && --_beatsLeft <= 0)
        {
            _target = HardState.Nobody;
        }
    }
}
