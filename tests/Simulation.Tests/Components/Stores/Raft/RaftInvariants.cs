using Simulation.Components.Stores.Raft;

namespace Simulation.Tests.Components.Stores.Raft;

/// <summary>
/// The five properties of Figure 3 of the paper, checked on the inside of all replicas at once.
/// </summary>
internal sealed class RaftInvariants
{
    private readonly SortedDictionary<long, int> _leaderOfTerm = [];
    private readonly SortedDictionary<long, LogEntry> _committed = [];
    private readonly Dictionary<RaftReplica, long> _seen = [];

    public void Check(IEnumerable<RaftReplica> replicas, bool isThorough)
    {
        List<RaftReplica> all = [.. replicas.Where(replica => replica.Core is not null)];
        foreach (RaftReplica replica in all)
        {
            CheckElectionSafety(replica.Core.State);
            CheckStateMachineSafety(replica);
        }

        if (isThorough)
        {
            all.ForEach(CheckLeaderCompleteness);
            for (int place = 1; place < all.Count; place++)
            {
                CheckLogMatching(all[place - 1].Core.State.Log, all[place].Core.State.Log);
            }
        }
    }

    private void CheckElectionSafety(RaftState state)
    {
        if (state.Role == RaftRole.Leader)
        {
            _leaderOfTerm.TryAdd(state.Term, state.Self);
            Assert.Equal(_leaderOfTerm[state.Term], state.Self);
        }
    }

    private void CheckStateMachineSafety(RaftReplica replica)
    {
        RaftLog log = replica.Core.State.Log;
        long from = Math.Max(_seen.GetValueOrDefault(replica), log.Base.Index) + 1;
        for (long index = from; index <= replica.LastApplied; index++)
        {
            _committed.TryAdd(index, log[index]);
            Assert.Equal(_committed[index], log[index]);
        }

        _seen[replica] = replica.LastApplied;
    }

    private void CheckLeaderCompleteness(RaftReplica replica)
    {
        RaftState state = replica.Core.State;
        if (state.Role != RaftRole.Leader || _leaderOfTerm.Keys.Last() != state.Term)
        {
            return;
        }

        foreach ((long index, LogEntry entry) in _committed)
        {
            if (index > state.Log.Base.Index)
            {
                Assert.True(index <= state.Log.LastIndex, "a leader lacks a committed entry");
                Assert.Equal(entry, state.Log[index]);
            }
        }
    }

    private static void CheckLogMatching(RaftLog left, RaftLog right)
    {
        long first = Math.Max(left.Base.Index, right.Base.Index) + 1;
        bool mustMatch = false;
        for (long index = Math.Min(left.LastIndex, right.LastIndex); index >= first; index--)
        {
            mustMatch |= left.TermAt(index) == right.TermAt(index);
            if (mustMatch)
            {
                Assert.Equal(left[index], right[index]);
            }
        }
    }
}
