using Simulation.Components.Stores.Raft;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores.Raft;

/// <summary>The rules of Figure 2 of the paper, one test each.</summary>
public sealed class FigureTwoTests
{
    [Fact]
    public void All_servers_apply_what_is_committed_in_the_order_of_the_log()
    {
        var group = new ScriptedGroup(3);
        group.Elect(0);

        group.Propose(0, "x", 1);
        group.Propose(0, "x", 2);
        group.Deliver();
        group.Beat(0);
        group.Deliver();

        Assert.All(group.Machines, machine => Assert.Equal(Value.Of(2), machine.Read("x")));
        Assert.All(group.Applied, applied => Assert.Equal(3, applied));
    }

    [Fact]
    public void All_servers_become_followers_in_a_higher_term_that_they_hear_of()
    {
        var group = new ScriptedGroup(3);
        group.Elect(0);

        group.Step(0, 1, new RaftMessage.AppendEntriesReply(7, 0, 0, new Conflict(0, default)));

        Assert.Equal(RaftRole.Follower, group[0].Role);
        Assert.Equal(7, group[0].Term);
        Assert.Equal(HardState.Nobody, group[0].Hard.VotedFor);
    }

    [Fact]
    public void A_follower_that_hears_nothing_stands_in_the_next_term_with_its_own_vote()
    {
        var group = new ScriptedGroup(3);

        group.TimeOut(1);

        Assert.Equal(RaftRole.Candidate, group[1].Role);
        Assert.Equal(new HardState(1, 1), group[1].Hard);
        Assert.True(group[1].IsElectionTimerReset);
        Assert.Equal([0, 2], group.TakeWire().Select(sent => sent.Target));
    }

    [Fact]
    public void A_candidate_that_waits_in_vain_stands_again_in_a_new_term()
    {
        var group = new ScriptedGroup(3);

        group.TimeOut(1);
        group.TimeOut(1);

        Assert.Equal(RaftRole.Candidate, group[1].Role);
        Assert.Equal(2, group[1].Term);
    }

    [Fact]
    public void A_candidate_needs_a_majority_to_lead()
    {
        var group = new ScriptedGroup(5);
        group.TimeOut(0);
        group.TakeWire();

        group.Step(0, 1, new RaftMessage.RequestVoteReply(1, true, false));
        group.Step(0, 1, new RaftMessage.RequestVoteReply(1, true, false));
        bool leadsWithTwo = group.Cores[0].IsLeader;
        group.Step(0, 2, new RaftMessage.RequestVoteReply(1, true, false));

        Assert.False(leadsWithTwo);
        Assert.True(group.Cores[0].IsLeader);
    }

    [Fact]
    public void A_candidates_own_vote_counts_only_once_its_disk_has_synced_it()
    {
        var group = new ScriptedGroup(3) { SyncsAtOnce = false };
        group.TimeOut(0);

        group.Step(0, 1, new RaftMessage.RequestVoteReply(1, true, false));
        bool leadsUnsynced = group.Cores[0].IsLeader;
        group.Sync(0);

        Assert.False(leadsUnsynced);
        Assert.True(group.Cores[0].IsLeader);
    }

    [Fact]
    public void A_candidate_follows_a_leader_of_its_term()
    {
        var group = new ScriptedGroup(3);
        group.TimeOut(0);

        group.Step(0, 2, new RaftMessage.AppendEntries(1, default, default, 0, 0));

        Assert.Equal(RaftRole.Follower, group[0].Role);
        Assert.Equal(2, group[0].Leader);
    }

    [Fact]
    public void A_new_leader_speaks_to_everyone_at_once()
    {
        var group = new ScriptedGroup(3);
        group.TimeOut(0);
        group.TakeWire();

        group.Step(0, 1, new RaftMessage.RequestVoteReply(1, true, false));

        Assert.Equal(
            [1, 2],
            group
                .TakeWire()
                .Where(sent => sent.Message is RaftMessage.AppendEntries)
                .Select(sent => sent.Target)
        );
    }

    [Fact]
    public void A_replica_rejects_entries_of_an_earlier_term()
    {
        var group = new ScriptedGroup(3);
        group.Elect(0);

        group.Step(0, 2, new RaftMessage.AppendEntries(0, default, new[] { new LogEntry(0, null) }, 0, 0));

        var reply = Assert.IsType<RaftMessage.AppendEntriesReply>(group.TakeWire().Single().Message);
        Assert.NotNull(reply.Conflict);
        Assert.Equal(1, reply.Term);
        Assert.True(group.Cores[0].IsLeader);
    }

    [Fact]
    public void A_replica_rejects_entries_behind_a_place_that_it_does_not_have()
    {
        var group = new ScriptedGroup(3);

        group.Step(1, 0, new RaftMessage.AppendEntries(1, new LogPosition(4, 1), default, 0, 0));

        var reply = Assert.IsType<RaftMessage.AppendEntriesReply>(group.TakeWire().Single().Message);
        Assert.Equal(new Conflict(4, new LogPosition(1, 0)), reply.Conflict);
    }

    [Fact]
    public void A_replica_rejects_entries_behind_another_term_and_names_where_that_term_begins()
    {
        var group = new ScriptedGroup(3);
        group.Step(1, 0, Append(1, 0, 0, 1, 2, 2, 2));
        group.TakeWire();

        group.Step(1, 2, new RaftMessage.AppendEntries(3, new LogPosition(4, 3), default, 0, 0));

        var reply = Assert.IsType<RaftMessage.AppendEntriesReply>(group.TakeWire().Single().Message);
        Assert.Equal(new Conflict(4, new LogPosition(2, 2)), reply.Conflict);
    }

    [Fact]
    public void A_conflicting_entry_is_taken_back_with_all_behind_it()
    {
        var group = new ScriptedGroup(3);
        group.Step(1, 0, Append(1, 0, 0, 1, 1, 1, 1));

        group.Step(1, 2, Append(2, 1, 1, 2));

        Assert.Equal("1 2", group.Terms(1));
    }

    [Fact]
    public void Entries_that_are_there_already_take_nothing_back()
    {
        var group = new ScriptedGroup(3);
        group.Step(1, 0, Append(1, 0, 0, 1, 1, 1));

        group.Step(1, 0, Append(1, 0, 0, 1));

        Assert.Equal("1 1 1", group.Terms(1));
        Assert.Equal(0, group[1].Log.CutCount);
    }

    [Fact]
    public void A_follower_commits_what_the_leader_has_but_not_behind_what_it_was_sent()
    {
        var group = new ScriptedGroup(3);
        group.Step(1, 0, Append(1, 0, 0, 1, 1, 1));

        group.Step(1, 2, new RaftMessage.AppendEntries(2, new LogPosition(1, 1), default, 3, 0));

        Assert.Equal(1, group[1].Commit);
    }

    [Fact]
    public void A_follower_acknowledges_entries_only_once_its_disk_has_synced_them()
    {
        var group = new ScriptedGroup(3) { SyncsAtOnce = false };

        group.Step(1, 0, Append(1, 0, 0, 1, 1));
        int saidUnsynced = group.TakeWire().Count;
        group.Sync(1);

        Assert.Equal(0, saidUnsynced);
        var reply = Assert.IsType<RaftMessage.AppendEntriesReply>(group.TakeWire().Single().Message);
        Assert.Equal(2, reply.Match);
    }

    [Fact]
    public void A_vote_is_denied_to_an_earlier_term()
    {
        var group = new ScriptedGroup(3);
        group.Elect(0);

        group.Step(1, 2, new RaftMessage.RequestVote(0, new LogPosition(9, 9), false, false));

        Assert.Equal(new RaftMessage.RequestVoteReply(1, false, false), group.TakeWire().Single().Message);
    }

    [Fact]
    public void A_vote_is_given_once_a_term_and_repeated_to_the_same_candidate()
    {
        var group = new ScriptedGroup(3);
        var request = new RaftMessage.RequestVote(1, default, false, false);

        group.Step(1, 0, request);
        group.Step(1, 2, request);
        group.Step(1, 0, request);

        Assert.Equal([true, false, true], group.TakeWire().Select(IsGranted));
    }

    [Theory]
    [InlineData(2, 3, true)]
    [InlineData(2, 4, true)]
    [InlineData(3, 1, true)]
    [InlineData(2, 2, false)]
    [InlineData(1, 9, false)]
    public void A_vote_is_given_only_to_a_log_at_least_as_up_to_date(long term, long index, bool isGranted)
    {
        var group = new ScriptedGroup(3);
        group.Step(1, 0, Append(2, 0, 0, 1, 2, 2));
        group.TakeWire();
        group.Pass(1.Seconds);

        group.Step(1, 2, new RaftMessage.RequestVote(5, new LogPosition(index, term), false, false));

        Assert.Equal(isGranted, IsGranted(group.TakeWire().Single()));
    }

    [Fact]
    public void A_vote_survives_a_crash()
    {
        var group = new ScriptedGroup(3);
        group.Step(1, 0, new RaftMessage.RequestVote(1, default, false, false));
        group.TakeWire();

        group.Restart(1);
        group.Pass(1.Seconds);
        group.Step(1, 2, new RaftMessage.RequestVote(1, default, false, false));

        Assert.False(IsGranted(group.TakeWire().Single()));
    }

    [Fact]
    public void A_leader_sends_a_follower_everything_from_its_next_index_on()
    {
        var group = new ScriptedGroup(3);
        group.Cut(2);
        group.Elect(0);
        group.Propose(0, "x", 1);
        group.Deliver();
        group.Cut(2, isCut: false);

        for (int beat = 0; beat < 12; beat++)
        {
            group.Beat(0);
            group.Deliver();
        }

        Assert.Equal(group.Terms(0), group.Terms(2));
        Assert.Equal(2, group.Cores[0].Leadership.Followers[2].Match);
        Assert.Equal(3, group.Cores[0].Leadership.Followers[2].Next);
    }

    [Fact]
    public void A_leader_backs_up_past_a_whole_term_that_conflicts_in_one_answer()
    {
        var group = new ScriptedGroup(3);
        group.Step(1, 2, Append(2, 0, 0, 1, 2, 2, 2, 2));
        group.Step(0, 2, Append(3, 0, 0, 1, 3, 3, 3, 3));
        group.TakeWire();
        group.Cut(1);
        group.Elect(0);
        group.Cut(1, isCut: false);

        int rejections = DeliverCountingRejections(group);

        Assert.Equal(group.Terms(0), group.Terms(1));
        Assert.Equal(1, rejections);
    }

    [Fact]
    public void A_leader_commits_once_a_majority_has_synced()
    {
        var group = new ScriptedGroup(5);
        group.Elect(0);
        group.Cut(3);
        group.Cut(4);
        group.Cut(2);

        group.Propose(0, "x", 1);
        group.Deliver();
        long commitOfTwo = group[0].Commit;
        group.Step(0, 2, new RaftMessage.AppendEntriesReply(1, 2, 0, null));

        Assert.Equal(1, commitOfTwo);
        Assert.Equal(2, group[0].Commit);
    }

    [Fact]
    public void A_leaders_own_disk_counts_only_once_it_has_synced()
    {
        var group = new ScriptedGroup(3);
        group.Elect(0);
        group.SyncsAtOnce = false;

        group.Propose(0, "x", 1);
        group.Step(0, 1, new RaftMessage.AppendEntriesReply(1, 2, 0, null));
        long commitUnsynced = group[0].Commit;
        group.Sync(0);

        Assert.Equal(1, commitUnsynced);
        Assert.Equal(2, group[0].Commit);
    }

    [Fact]
    public void Entries_of_an_earlier_term_commit_only_with_one_of_the_own_term()
    {
        var group = new ScriptedGroup(3);
        group.Step(0, 2, Append(1, 0, 0, 1, 1));
        group.TimeOut(0);
        group.TakeWire();
        group.Step(0, 1, new RaftMessage.RequestVoteReply(group[0].Term, true, false));

        group.Step(0, 1, new RaftMessage.AppendEntriesReply(group[0].Term, 2, 0, null));
        long commitOfOldTerm = group[0].Commit;
        group.Step(0, 1, new RaftMessage.AppendEntriesReply(group[0].Term, 3, 0, null));

        Assert.Equal(0, commitOfOldTerm);
        Assert.Equal(3, group[0].Commit);
    }

    private static bool IsGranted((int Source, int Target, RaftMessage Message) sent) =>
        Assert.IsType<RaftMessage.RequestVoteReply>(sent.Message).IsGranted;

    private static RaftMessage.AppendEntries Append(
        long term,
        long index,
        long previousTerm,
        params long[] terms
    )
    {
        LogEntry[] entries = [.. terms.Select(of => new LogEntry(of, null))];
        return new RaftMessage.AppendEntries(term, new LogPosition(index, previousTerm), entries, 0, 0);
    }

    private static int DeliverCountingRejections(ScriptedGroup group)
    {
        int before = group.Transcript.Length;
        for (int beat = 0; beat < 12; beat++)
        {
            group.Beat(0);
            group.Deliver();
        }

        return group.Transcript[before..].Split("Rejected").Length - 1;
    }
}
