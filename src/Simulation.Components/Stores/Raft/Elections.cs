using Simulation.Kernel;

namespace Simulation.Components.Stores.Raft;

/// <summary>
/// How a replica becomes leader: it asks whether a majority would vote for it (pre-vote), raises its term,
/// and needs the votes of a majority, each replica voting once a term and only for a log as good as its own.
/// </summary>
/// <remarks>Source: Ongaro and Ousterhout 2014, sections 5.2 and 5.4.1; Ongaro 2014 (thesis), 4.2.3 and
/// 9.6.</remarks>
internal sealed class Elections(RaftState state)
{
    private readonly bool[] _granted = new bool[state.Size];
    private int _grantedCount;

    /// <summary>Whether the candidacy that goes on was ordered by the leader before.</summary>
    public bool IsTransfer { get; private set; }

    /// <summary>No leader was heard of for an election timeout, or the votes did not come.</summary>
    public void OnElectionTimeout()
    {
        Invariant.That(state.Role != RaftRole.Leader);
        if (state.IsRecovering)
        {
            state.RestartElectionTimer(isNewWait: true);
        }
        else if (state.Options.PreVote)
        {
            AskForConsent();
        }
        else
        {
            Stand(isTransfer: false);
        }
    }

    /// <summary>The leader tells this replica to stand at once; it need not ask for consent.</summary>
    public void OnTimeoutNow()
    {
        if (!state.IsRecovering)
        {
            Stand(isTransfer: true);
        }
    }

    /// <summary>This replica's own vote is on its disk and counts from now on.</summary>
    /// <param name="synced">The term and vote that are on the disk.</param>
    public void OnVoteSynced(HardState synced)
    {
        if (state.Role == RaftRole.Candidate && synced == state.Hard)
        {
            Count(state.Self);
        }
    }

    /// <summary>Someone asks for a vote or for consent.</summary>
    public void Handle(int source, RaftMessage.RequestVote request)
    {
        if (state.IsRecovering)
        {
            return;
        }

        if (request.IsPreVote)
        {
            bool consents = request.Term > state.Term && !state.IsLeaderFresh && IsUpToDate(request);
            long term = consents ? request.Term : state.Term;
            state.Outbox.Send(source, new RaftMessage.RequestVoteReply(term, consents, true));
            return;
        }

        bool grants =
            request.Term == state.Term
            && (state.Hard.VotedFor == HardState.Nobody || state.Hard.VotedFor == source)
            && IsUpToDate(request);
        if (grants)
        {
            state.VoteFor(source);
            state.RestartElectionTimer(isNewWait: false);
        }

        state.Outbox.Send(source, new RaftMessage.RequestVoteReply(state.Term, grants, false));
    }

    /// <summary>A vote or consent was given or withheld.</summary>
    public void Handle(int source, RaftMessage.RequestVoteReply reply)
    {
        bool counts =
            reply.IsGranted
            && (
                reply.IsPreVote
                    ? state.Role == RaftRole.PreCandidate && reply.Term == state.Term + 1
                    : state.Role == RaftRole.Candidate && reply.Term == state.Term
            );
        if (counts)
        {
            Count(source);
        }
    }

    /// <summary>Whether a majority has voted for this candidate.</summary>
    public bool IsWon => state.Role == RaftRole.Candidate && _grantedCount >= state.Majority;

    private bool IsUpToDate(RaftMessage.RequestVote request) => request.Last.IsUpToDateWith(state.Log.Last);

    private void AskForConsent()
    {
        state.Become(RaftRole.PreCandidate);
        state.RestartElectionTimer(isNewWait: true);
        ClearVotes();
        state.Outbox.Broadcast(
            state.Self,
            new RaftMessage.RequestVote(state.Term + 1, state.Log.Last, true, false)
        );
        Count(state.Self);
    }

    private void Stand(bool isTransfer)
    {
        state.EnterTerm(state.Term + 1);
        state.Become(RaftRole.Candidate);
        state.VoteFor(state.Self);
        state.RestartElectionTimer(isNewWait: true);
        ClearVotes();
        IsTransfer = isTransfer;
        state.Outbox.Broadcast(
            state.Self,
            new RaftMessage.RequestVote(state.Term, state.Log.Last, false, isTransfer)
        );
    }

    private void ClearVotes()
    {
        Array.Clear(_granted);
        _grantedCount = 0;
    }

    private void Count(int voter)
    {
        if (_granted[voter])
        {
            return;
        }

        _granted[voter] = true;
        _grantedCount++;
        if (state.Role == RaftRole.PreCandidate && _grantedCount >= state.Majority)
        {
            Stand(isTransfer: false);
        }
    }
}
