using Simulation.Kernel;

namespace Simulation.Components.Stores.Raft;

/// <summary>
/// What a leader sends its followers: entries in batches while there is room, its snapshot to those that need
/// what it no longer has, and with each round a word to everyone. Followers at the same place share one
/// message.
/// </summary>
internal sealed class Broadcasting(RaftState state, ReadRounds reads, Progress[] followers)
{
    private RaftMessage.AppendEntries? _lastSent;

    /// <summary>Sends every follower what it lacks, as far as there is room.</summary>
    public void SendEntries()
    {
        for (int target = 0; target < followers.Length; target++)
        {
            if (target != state.Self)
            {
                SendEntries(target);
            }
        }
    }

    /// <summary>
    /// Sends a follower what it lacks, as far as there is room; tells whether anything was sent.
    /// </summary>
    public bool SendEntries(int target)
    {
        Progress follower = followers[target];
        bool isSent = false;
        while (
            follower.HasRoom
            && (follower.Next <= state.Log.LastIndex || follower.Doing == Progress.Mode.Probing)
        )
        {
            if (follower.Next <= state.Log.Base.Index)
            {
                SendSnapshot(target, follower);
                return true;
            }

            RaftMessage.AppendEntries append = Entries(follower.Next, state.Options.BatchEntriesMax);
            follower.OnSent(append.LastIndex);
            state.Outbox.SendAtOnce(target, append);
            isSent = true;
        }

        return isSent;
    }

    /// <summary>Lets every follower hear of the current round, with entries where there is room.</summary>
    public void SendRound()
    {
        for (int target = 0; target < followers.Length; target++)
        {
            if (target != state.Self && !SendEntries(target))
            {
                state.Outbox.SendAtOnce(target, Heartbeat(followers[target].Match));
            }
        }
    }

    private void SendSnapshot(int target, Progress follower)
    {
        RaftSnapshot snapshot = state.Snapshot;
        Invariant.That(snapshot.Last.Index >= state.Log.Base.Index);
        follower.OnSnapshotSent(snapshot.Last.Index);
        state.Outbox.SendAtOnce(target, new RaftMessage.InstallSnapshot(state.Term, snapshot, reads.Current));
    }

    /// <summary>A message without entries, at a place that the follower surely has.</summary>
    private RaftMessage.AppendEntries Heartbeat(long match) =>
        Entries(match >= state.Log.Base.Index ? match + 1 : 1, 0);

    private RaftMessage.AppendEntries Entries(long from, int countMax)
    {
        long count = Math.Min(countMax, state.Log.LastIndex - from + 1);
        if (
            _lastSent is { } last
            && last.Previous.Index == from - 1
            && last.Entries.Length == count
            && last.Round == reads.Current
            && last.Commit == state.Commit
            && last.Term == state.Term
        )
        {
            return last;
        }

        LogPosition previous = from == 1 ? default : new LogPosition(from - 1, state.Log.TermAt(from - 1));
        ReadOnlyMemory<LogEntry> entries =
            _lastSent is { } shared
            && shared.Term == state.Term
            && shared.Previous == previous
            && shared.Entries.Length == count
                ? shared.Entries
                : state.Log.Slice(from, countMax);
        _lastSent = new RaftMessage.AppendEntries(state.Term, previous, entries, state.Commit, reads.Current);
        return _lastSent;
    }
}
