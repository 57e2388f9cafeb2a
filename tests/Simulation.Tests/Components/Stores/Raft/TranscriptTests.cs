using Simulation.Components.Stores.Raft;

namespace Simulation.Tests.Components.Stores.Raft;

/// <summary>What replicas say to each other in scripted situations, word for word.</summary>
public sealed class TranscriptTests
{
    [Fact]
    public void An_election_with_pre_vote()
    {
        var group = new ScriptedGroup(3, new RaftOptions());

        group.TimeOut(1);
        group.Deliver();

        AssertTranscript(
            """
            1: election timeout
            1 -> 0: RequestPreVote term 1 last 0/0
            1 -> 2: RequestPreVote term 1 last 0/0
            0 -> 1: PreVote term 1 granted
            2 -> 1: PreVote term 1 granted
            1 -> 0: RequestVote term 1 last 0/0
            1 -> 2: RequestVote term 1 last 0/0
            0 -> 1: Vote term 1 granted
            2 -> 1: Vote term 1 granted
            1 -> 0: AppendEntries term 1 after 0/0 entries 1 commit 0 round 2
            1 -> 2: AppendEntries term 1 after 0/0 entries 1 commit 0 round 2
            0 -> 1: Appended term 1 match 1 round 2
            2 -> 1: Appended term 1 match 1 round 2
            """,
            group
        );
    }

    [Fact]
    public void A_replica_that_is_cut_off_asks_in_vain_and_does_not_raise_its_term()
    {
        var group = new ScriptedGroup(3, new RaftOptions());
        group.Elect(0);
        group.Cut(2);
        group.TimeOut(2);
        group.Deliver();
        group.Cut(2, isCut: false);
        group.Beat(0);
        int before = group.Transcript.Length;

        group.Deliver();

        Assert.Equal(1, group[2].Term);
        AssertTranscript(
            """
            0 -> 1: AppendEntries term 1 after 1/1 entries 0 commit 1 round 4
            0 -> 2: AppendEntries term 1 after 1/1 entries 0 commit 1 round 4
            1 -> 0: Appended term 1 match 1 round 4
            2 -> 0: Appended term 1 match 1 round 4
            """,
            group,
            before
        );
    }

    [Fact]
    public void Replication_over_a_conflict()
    {
        var group = new ScriptedGroup(3);
        group.Step(1, 2, Append(2, 1, 2, 2, 2, 2));
        group.Step(0, 2, Append(3, 1, 3, 3, 3, 3));
        group.TakeWire();
        int before = group.Transcript.Length;

        group.TimeOut(0);
        group.Deliver();

        Assert.Equal("1 3 3 3 3 4", group.Terms(1));
        AssertTranscript(
            """
            0: election timeout
            0 -> 1: RequestVote term 4 last 5/3
            0 -> 2: RequestVote term 4 last 5/3
            1 -> 0: Vote term 4 granted
            2 -> 0: Vote term 4 granted
            0 -> 1: AppendEntries term 4 after 5/3 entries 1 commit 0 round 2
            0 -> 2: AppendEntries term 4 after 5/3 entries 1 commit 0 round 2
            1 -> 0: Rejected term 4 round 2 at 5 conflict 2/2
            2 -> 0: Rejected term 4 round 2 at 5 conflict 1/0
            0 -> 1: AppendEntries term 4 after 1/1 entries 5 commit 0 round 2
            0 -> 2: AppendEntries term 4 after 0/0 entries 6 commit 0 round 2
            1 -> 0: Appended term 4 match 6 round 2
            2 -> 0: Appended term 4 match 6 round 2
            """,
            group,
            before
        );
    }

    [Fact]
    public void A_snapshot_for_a_follower_that_was_away()
    {
        var options = new RaftOptions
        {
            PreVote = false,
            SnapshotAfter = 3,
            SnapshotKeep = 0,
        };
        var group = new ScriptedGroup(3, options);
        group.Elect(0);
        group.Cut(2);
        for (int value = 1; value <= 4; value++)
        {
            group.Propose(0, "x", value);
            group.Deliver();
        }

        for (int beat = 0; beat < 5; beat++)
        {
            group.Beat(0);
            group.Deliver();
        }

        group.Cut(2, isCut: false);
        int before = group.Transcript.Length;

        group.Beat(0);
        group.Deliver();

        Assert.Equal(group.Machines[0].Read("x"), group.Machines[2].Read("x"));
        AssertTranscript(
            """
            0: heartbeat due
            0 -> 1: AppendEntries term 1 after 5/1 entries 0 commit 5 round 9
            0 -> 2: InstallSnapshot term 1 last 3/1 round 9
            1 -> 0: Appended term 1 match 5 round 9
            2 -> 0: Appended term 1 match 3 round 9
            0 -> 2: AppendEntries term 1 after 3/1 entries 2 commit 5 round 9
            2 -> 0: Appended term 1 match 5 round 9
            """,
            group,
            before
        );
    }

    [Fact]
    public void A_leadership_transfer()
    {
        var group = new ScriptedGroup(3, new RaftOptions());
        group.Elect(0);
        int before = group.Transcript.Length;

        group.Transfer(0, target: 2);
        group.Deliver();

        Assert.True(group.Cores[2].IsLeader);
        Assert.True(group.Cores[2].IsTransfer);
        AssertTranscript(
            """
            0: transfer to 2
            0 -> 2: TimeoutNow term 1
            2 -> 0: RequestVote term 2 last 1/1 transfer
            2 -> 1: RequestVote term 2 last 1/1 transfer
            0 -> 2: Vote term 2 granted
            1 -> 2: Vote term 2 granted
            2 -> 0: AppendEntries term 2 after 1/1 entries 1 commit 1 round 2
            2 -> 1: AppendEntries term 2 after 1/1 entries 1 commit 1 round 2
            0 -> 2: Appended term 2 match 2 round 2
            1 -> 2: Appended term 2 match 2 round 2
            """,
            group,
            before
        );
    }

    private static RaftMessage.AppendEntries Append(long term, params long[] terms) =>
        new(term, default, terms.Select(of => new LogEntry(of, null)).ToArray(), 0, 0);

    private static void AssertTranscript(string expected, ScriptedGroup group, int from = 0) =>
        Assert.Equal(expected, group.Transcript[from..].TrimEnd('\n'));
}
