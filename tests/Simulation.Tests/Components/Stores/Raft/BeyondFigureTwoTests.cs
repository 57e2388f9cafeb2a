using Simulation.Components.Stores;
using Simulation.Components.Stores.Raft;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores.Raft;

/// <summary>
/// The rules of Ongaro's thesis that Figure 2 lacks: pre-vote, check-quorum, reads, transfer.
/// </summary>
public sealed class BeyondFigureTwoTests
{
    [Fact]
    public void Nobody_consents_while_a_leader_was_heard_of_within_an_election_timeout()
    {
        var group = new ScriptedGroup(3);
        group.Elect(0);
        var request = new RaftMessage.RequestVote(2, new LogPosition(1, 1), true, false);

        group.Step(1, 2, request);
        group.Pass(150.Milliseconds);
        group.Step(1, 2, request);

        Assert.Equal(
            [
                new RaftMessage.RequestVoteReply(1, false, true),
                new RaftMessage.RequestVoteReply(2, true, true),
            ],
            group.TakeWire().Select(sent => (RaftMessage.RequestVoteReply)sent.Message)
        );
    }

    [Fact]
    public void A_candidate_does_not_unseat_a_leader_that_others_still_hear()
    {
        var group = new ScriptedGroup(3);
        group.Elect(0);

        group.Step(1, 2, new RaftMessage.RequestVote(5, new LogPosition(1, 1), false, false));

        Assert.Equal(1, group[1].Term);
        Assert.Empty(group.TakeWire());
    }

    [Fact]
    public void A_leader_that_hears_no_majority_for_an_election_timeout_steps_down()
    {
        var group = new ScriptedGroup(3);
        group.Elect(0);
        group.Cut(1);
        group.Cut(2);

        for (int beat = 0; beat < 12; beat++)
        {
            group.Beat(0);
            group.Deliver();
        }

        Assert.Equal(RaftRole.Follower, group[0].Role);
        Assert.Equal(HardState.Nobody, group[0].Leader);
    }

    [Fact]
    public void A_read_waits_for_a_round_that_began_after_it_came()
    {
        var group = new ScriptedGroup(3);
        group.Elect(0);
        ReadRounds reads = group.Cores[0].Leadership.Reads;

        group.Cores[0].Read(group.Now, Read(1), "client");
        long round = reads.Current;
        group.Step(0, 1, new RaftMessage.AppendEntriesReply(1, 1, round - 1, null));
        bool isServedByOldRound = reads.TryTakeServed(1, out _);
        group.Step(0, 1, new RaftMessage.AppendEntriesReply(1, 1, round, null));

        Assert.False(isServedByOldRound);
        Assert.True(reads.TryTakeServed(1, out WaitingRead served));
        Assert.Equal("client", served.Client);
    }

    [Fact]
    public void Reads_that_come_during_a_round_share_the_next_one()
    {
        var group = new ScriptedGroup(3);
        group.Elect(0);
        ReadRounds reads = group.Cores[0].Leadership.Reads;

        group.Cores[0].Read(group.Now, Read(1), "client");
        long first = reads.Current;
        group.Cores[0].Read(group.Now, Read(2), "client");
        group.Cores[0].Read(group.Now, Read(3), "client");
        long begunMeanwhile = reads.Current - first;
        group.Step(0, 1, new RaftMessage.AppendEntriesReply(1, 1, first, null));

        Assert.Equal(0, begunMeanwhile);
        Assert.Equal(first + 1, reads.Current);
        Assert.True(reads.TryTakeServed(1, out _));
        Assert.False(reads.TryTakeServed(1, out _));
    }

    [Fact]
    public void A_new_leader_answers_no_read_before_its_first_entry_is_committed()
    {
        var group = new ScriptedGroup(3);
        group.TimeOut(0);
        group.TakeWire();
        group.Step(0, 1, new RaftMessage.RequestVoteReply(1, true, false));
        ReadRounds reads = group.Cores[0].Leadership.Reads;
        group.Cores[0].Read(group.Now, Read(1), "client");

        group.Step(0, 1, new RaftMessage.AppendEntriesReply(1, 0, reads.Current, null));
        bool isServedBefore = reads.TryTakeServed(group[0].Commit, out _);
        group.Step(0, 1, new RaftMessage.AppendEntriesReply(1, 1, reads.Current, null));

        Assert.False(isServedBefore);
        Assert.True(reads.TryTakeServed(group[0].Commit, out _));
    }

    [Fact]
    public void A_lease_serves_reads_without_a_round_until_it_ends()
    {
        var group = new ScriptedGroup(3, new RaftOptions { PreVote = false, Reads = RaftReads.Lease });
        group.Elect(0);
        ReadRounds reads = group.Cores[0].Leadership.Reads;
        group.Cores[0].Read(group.Now, Read(1), "client");
        bool isServedAtOnce = reads.TryTakeServed(1, out _);

        group.Pass(140.Milliseconds);
        group.Cores[0].Read(group.Now, Read(2), "client");

        Assert.True(isServedAtOnce);
        Assert.False(reads.TryTakeServed(1, out _));
    }

    [Fact]
    public void A_leader_that_hands_over_gives_up_its_lease()
    {
        var group = new ScriptedGroup(3, new RaftOptions { PreVote = false, Reads = RaftReads.Lease });
        group.Elect(0);

        group.Transfer(0, target: 1);
        group.Cores[0].Read(group.Now, Read(1), "client");

        Assert.False(group.Cores[0].Leadership.Reads.TryTakeServed(1, out _));
    }

    [Fact]
    public void A_transfer_waits_until_the_target_has_everything()
    {
        var group = new ScriptedGroup(3);
        group.Elect(0);
        group.Propose(0, "x", 1);
        group.TakeWire();

        group.Transfer(0, target: 1);
        bool isToldBefore = group.TakeWire().Exists(sent => sent.Message is RaftMessage.TimeoutNow);
        group.Step(0, 1, new RaftMessage.AppendEntriesReply(1, 2, 0, null));

        Assert.False(isToldBefore);
        Assert.Contains(group.TakeWire(), sent => sent is { Target: 1, Message: RaftMessage.TimeoutNow });
    }

    [Fact]
    public void No_more_messages_with_entries_are_under_way_than_the_option_says()
    {
        var group = new ScriptedGroup(3, new RaftOptions { PreVote = false, InFlightMax = 2 });
        group.Elect(0);

        for (int value = 1; value <= 5; value++)
        {
            group.Propose(0, "x", value);
        }

        List<RaftMessage.AppendEntries> sent =
        [
            .. group
                .TakeWire()
                .Where(message => message.Target == 1)
                .Select(message => (RaftMessage.AppendEntries)message.Message),
        ];
        group.Step(0, 1, new RaftMessage.AppendEntriesReply(1, 2, 0, null));
        var next = (RaftMessage.AppendEntries)group.TakeWire().Single().Message;

        Assert.Equal(2, sent.Count);
        Assert.Equal(3, next.Entries.Length);
    }

    [Fact]
    public void A_group_of_one_leads_commits_and_reads_alone()
    {
        var group = new ScriptedGroup(1);
        group.TimeOut(0);

        group.Propose(0, "x", 1);
        group.Cores[0].Read(group.Now, Read(2), "client");

        Assert.Equal(Value.Of(1), group.Machines[0].Read("x"));
        Assert.True(group.Cores[0].Leadership.Reads.TryTakeServed(group[0].Commit, out _));
    }

    [Fact]
    public void Options_that_do_not_fit_together_are_named()
    {
        var options = new RaftOptions
        {
            ElectionTimeoutMin = 100.Milliseconds,
            ElectionTimeoutMax = 100.Milliseconds,
            HeartbeatInterval = 60.Milliseconds,
            ClockErrorMax = 100.Milliseconds,
        };

        IEnumerable<string> keys = options.Validate().Select(problem => problem.Key);

        Assert.Equal(["election-timeout-max", "heartbeat-interval", "clock-error-max"], keys);
        Assert.Empty(new RaftOptions().Validate());
    }

    private static KvRequest Read(int operation) =>
        new(operation, Client: 1, operation, KvFunction.Read, "x", Value.Nil, Value.Nil);
}
