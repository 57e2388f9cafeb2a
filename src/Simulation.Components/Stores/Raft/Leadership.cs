using Simulation.Kernel;

namespace Simulation.Components.Stores.Raft;

/// <summary>
/// How a leader replicates its log, commits what a majority has synced in its own term, and steps down when
/// it no longer hears a majority.
/// </summary>
/// <remarks>Source: Ongaro and Ousterhout 2014, sections 5.3, 5.4.2 and 8; Ongaro 2014 (thesis), section
/// 6.2.</remarks>
internal sealed class Leadership
{
    private readonly RaftState _state;
    private readonly Progress[] _followers;
    private readonly Broadcasting _sending;
    private readonly int _beatsPerTimeout;
    private long _termStart;
    private int _beats;

    public Leadership(RaftState state)
    {
        _state = state;
        _followers = new Progress[state.Size];
        for (int place = 0; place < _followers.Length; place++)
        {
            _followers[place] = new Progress(state.Options.InFlightMax);
        }

        _sending = new Broadcasting(state, Reads, _followers);
        Transfer = new LeadershipTransfer(state, _followers, Reads);
        RaftOptions options = state.Options;
        long beats = options.ElectionTimeoutMax.Nanoseconds / options.HeartbeatInterval.Nanoseconds;
        _beatsPerTimeout = checked((int)Math.Max(2, beats));
    }

    /// <summary>The rounds that confirm the leader, and the reads that wait for them.</summary>
    public ReadRounds Reads { get; } = new();

    /// <summary>The handing over of leadership, if one goes on.</summary>
    public LeadershipTransfer Transfer { get; }

    /// <summary>The index of the entry with which the term began.</summary>
    public long TermStart => _termStart;

    /// <summary>How the leader stands with each replica, by place; its own entry is not used.</summary>
    public IReadOnlyList<Progress> Followers => _followers;

    /// <summary>
    /// The election is won: begins the term with an entry of its own, so that it can commit.
    /// </summary>
    public void Begin()
    {
        Invariant.That(_state.Role == RaftRole.Leader);
        foreach (Progress follower in _followers)
        {
            follower.Reset(_state.Log.LastIndex);
        }

        Reads.Reset();
        Transfer.Reset();
        _beats = 0;
        _state.Log.Append(new LogEntry(_state.Term, null));
        _termStart = _state.Log.LastIndex;
        BeginRound();
    }

    /// <summary>Adds a command to the log and sends it on its way; returns its index.</summary>
    public long Propose(object request)
    {
        _state.Log.Append(new LogEntry(_state.Term, request));
        if (Reads.HasUnservedReads)
        {
            BeginRound();
        }
        else
        {
            _sending.SendEntries();
        }

        return _state.Log.LastIndex;
    }

    /// <summary>
    /// Takes a read, to be answered once it is certain that nothing later has been committed elsewhere.
    /// </summary>
    public void Read(KvRequest request, object client)
    {
        long readIndex = Math.Max(_state.Commit, _termStart);
        if (IsLeased)
        {
            Reads.WaitLeased(request, client, readIndex);
            return;
        }

        Reads.Wait(request, client, readIndex);
        if (!Reads.IsRoundOpen)
        {
            BeginRound();
        }

        ConfirmRounds();
    }

    /// <summary>The time for a heartbeat has come.</summary>
    public void OnHeartbeatDue()
    {
        _beats++;
        if (_beats % _beatsPerTimeout == 0 && _state.Options.CheckQuorum && !HasQuorum())
        {
            _state.Become(RaftRole.Follower);
            return;
        }

        Transfer.OnBeat();
        foreach (Progress follower in _followers)
        {
            Revive(follower);
        }

        BeginRound();
    }

    /// <summary>A follower answered.</summary>
    public void Handle(int source, RaftMessage.AppendEntriesReply reply)
    {
        Progress follower = _followers[source];
        if (reply.Incarnation < follower.Incarnation)
        {
            return;
        }

        follower.MeetIncarnation(reply.Incarnation);
        follower.IsHeard = true;
        follower.AckedRound = Math.Max(follower.AckedRound, reply.Round);
        if (reply.Conflict is { } conflict)
        {
            BackUp(follower, conflict);
        }
        else
        {
            if (reply.Match <= _state.Log.LastIndex && follower.OnMatched(reply.Match))
            {
                AdvanceCommit();
                Transfer.OnProgress(source);
            }
        }

        ConfirmRounds();
        if (Reads.HasUnservedReads && !Reads.IsRoundOpen)
        {
            BeginRound();
        }
        else
        {
            _sending.SendEntries(source);
        }
    }

    /// <summary>
    /// The leader's own disk has synced more of its log, which counts as one of the majority.
    /// </summary>
    public void OnLogSynced() => AdvanceCommit();

    private bool IsLeased =>
        _state.Options.Reads == RaftReads.Lease
        && Transfer.IsLeaseAllowed
        && Reads.IsLeased(_state.Now, _state.Options.ElectionTimeoutMin - _state.Options.ClockErrorMax);

    private void BeginRound()
    {
        Reads.Begin(_state.Now);
        _sending.SendRound();
    }

    private void ConfirmRounds()
    {
        Span<long> rounds = stackalloc long[_followers.Length];
        for (int place = 0; place < _followers.Length; place++)
        {
            rounds[place] = place == _state.Self ? Reads.Current : _followers[place].AckedRound;
        }

        Reads.Confirm(ReachedByMajority(rounds));
    }

    /// <summary>
    /// Commits what a majority has synced, if it is of the own term; earlier terms come along.
    /// </summary>
    private void AdvanceCommit()
    {
        Span<long> matches = stackalloc long[_followers.Length];
        for (int place = 0; place < _followers.Length; place++)
        {
            matches[place] = place == _state.Self ? _state.Log.Durable : _followers[place].Match;
        }

        long reached = ReachedByMajority(matches);
        if (reached > _state.Commit && _state.Log.TermAt(reached) == _state.Term)
        {
            _state.AdvanceCommit(reached);
        }
    }

    private long ReachedByMajority(Span<long> values)
    {
        values.Sort();
        return values[_state.Size - _state.Majority];
    }

    private bool HasQuorum()
    {
        int heard = 1;
        for (int place = 0; place < _followers.Length; place++)
        {
            if (place != _state.Self && _followers[place].IsHeard)
            {
                heard++;
            }

            _followers[place].IsHeard = false;
        }

        return heard >= _state.Majority;
    }

    /// <summary>
    /// Takes what got no answer for an election timeout for lost, and looks for agreement anew.
    /// </summary>
    private void Revive(Progress follower)
    {
        follower.SilentBeats = follower.IsWaiting ? follower.SilentBeats + 1 : 0;
        if (follower.SilentBeats >= _beatsPerTimeout)
        {
            follower.Probe(follower.Doing == Progress.Mode.Probing ? follower.Next : follower.Match + 1);
        }
    }

    private void BackUp(Progress follower, Conflict conflict)
    {
        bool isOld =
            conflict.Rejected <= follower.Match
            || (follower.Doing == Progress.Mode.Probing && conflict.Rejected != follower.Next - 1)
            || follower.Doing == Progress.Mode.Installing;
        if (isOld)
        {
            return;
        }

        LogPosition first = conflict.First;
        long shared = first.Term > 0 ? _state.Log.LastIndexOfTerm(first.Term, conflict.Rejected) : 0;
        follower.Probe(shared > 0 ? shared + 1 : first.Index);
    }
}
