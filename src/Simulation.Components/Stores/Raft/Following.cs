namespace Simulation.Components.Stores.Raft;

/// <summary>
/// How a replica takes entries from a leader: only behind a place where both logs agree, taking back what
/// differs, and acknowledging no more than its disk has synced.
/// </summary>
/// <remarks>Source: Ongaro and Ousterhout 2014, Figure 2 (AppendEntries) and section 5.3; Figure 13
/// (InstallSnapshot, here in one message).</remarks>
internal sealed class Following(RaftState state)
{
    private long _verified;
    private long _verifiedTerm;
    private long _owedUpTo;
    private long _owedRound;
    private bool _isOwed;

    /// <summary>
    /// The snapshot that came from the leader with this step, for the state machine; whoever takes it clears
    /// it.
    /// </summary>
    public RaftSnapshot? Arrived { get; set; }

    /// <summary>A leader of an earlier term speaks: it is told the term.</summary>
    public void Reject(int source, long round)
    {
        var nowhere = new Conflict(0, default);
        state.Outbox.Send(
            source,
            new RaftMessage.AppendEntriesReply(state.Term, 0, round, nowhere, state.Incarnation)
        );
    }

    /// <summary>The leader of this term sends entries, or a heartbeat.</summary>
    public void Handle(int source, RaftMessage.AppendEntries append)
    {
        Meet(source);
        if (ConflictWith(append.Previous) is { } conflict)
        {
            state.Outbox.Send(
                source,
                new RaftMessage.AppendEntriesReply(state.Term, 0, append.Round, conflict, state.Incarnation)
            );
            return;
        }

        Take(append);
        _verified = Math.Max(_verified, append.LastIndex);
        state.OnAgreed(_verified);
        state.AdvanceCommit(Math.Min(append.Commit, _verified));
        Acknowledge(source, append.LastIndex, append.Round);
    }

    /// <summary>The leader of this term sends its snapshot.</summary>
    public void Handle(int source, RaftMessage.InstallSnapshot install)
    {
        Meet(source);
        RaftSnapshot snapshot = install.Snapshot;
        if (snapshot.Last.Index > state.Commit)
        {
            state.Log.RestartBehind(snapshot.Last, state.Commit);
            state.AdvanceCommit(snapshot.Last.Index);
            Arrived = snapshot;
            _isOwed = false;
        }

        _verified = Math.Max(_verified, snapshot.Last.Index);
        state.OnAgreed(_verified);
        Acknowledge(source, snapshot.Last.Index, install.Round);
    }

    /// <summary>The disk has synced more of the log: acknowledges what waited for it.</summary>
    public void OnLogSynced()
    {
        if (_isOwed && state.Role == RaftRole.Follower && state.Leader >= 0 && _verifiedTerm == state.Term)
        {
            _isOwed = state.Log.Durable < _owedUpTo;
            Reply(state.Leader, _owedRound);
        }
    }

    /// <summary>
    /// Notes who leads, and begins anew with what is known of its log.
    /// </summary>
    private void Meet(int leader)
    {
        state.HearLeader(leader);
        if (_verifiedTerm != state.Term)
        {
            _verifiedTerm = state.Term;
            _verified = 0;
            _isOwed = false;
        }
    }

    private Conflict? ConflictWith(LogPosition previous)
    {
        RaftLog log = state.Log;
        if (previous.Index <= log.Base.Index || log.Has(previous))
        {
            return null;
        }

        if (previous.Index > log.LastIndex)
        {
            return new Conflict(previous.Index, new LogPosition(log.LastIndex + 1, 0));
        }

        long first = log.FirstIndexOfTermAt(previous.Index);
        return new Conflict(previous.Index, new LogPosition(first, log.TermAt(previous.Index)));
    }

    private void Take(RaftMessage.AppendEntries append)
    {
        RaftLog log = state.Log;
        ReadOnlySpan<LogEntry> entries = append.Entries.Span;
        for (int offset = 0; offset < entries.Length; offset++)
        {
            long index = append.Previous.Index + 1 + offset;
            if (index <= log.Base.Index)
            {
                continue;
            }

            if (index <= log.LastIndex)
            {
                if (log.TermAt(index) == entries[offset].Term)
                {
                    continue;
                }

                if (index <= state.Commit)
                {
                    state.LoseCommitted(index);
                }

                log.CutFrom(index);
            }

            log.Append(entries[offset]);
        }
    }

    private void Acknowledge(int leader, long upTo, long round)
    {
        if (state.Log.Durable >= upTo)
        {
            Reply(leader, round);
            return;
        }

        _owedUpTo = _isOwed ? Math.Max(_owedUpTo, upTo) : upTo;
        _owedRound = _isOwed ? Math.Max(_owedRound, round) : round;
        _isOwed = true;
    }

    private void Reply(int leader, long round) =>
        state.Outbox.Send(
            leader,
            new RaftMessage.AppendEntriesReply(
                state.Term,
                Math.Min(_verified, state.Log.Durable),
                round,
                null,
                state.Incarnation
            )
        );
}
