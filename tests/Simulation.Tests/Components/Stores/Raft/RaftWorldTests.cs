using Simulation.Components.Stores.Raft;
using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores.Raft;

public sealed class RaftWorldTests
{
    private static readonly RaftOptions Small = new() { SnapshotAfter = 100, SnapshotKeep = 20 };

    [Fact]
    public void A_group_elects_a_leader_and_serves_its_clients()
    {
        using var world = new RaftWorld(1, Small);

        world.RunTo(3.Seconds);

        History history = world.History.ToHistory();
        Assert.Single(world.World.Happenings.All, happening => happening.Name == RaftStore.LeaderElected);
        Assert.True(history.Operations.Count(IsDone) > 500);
        Assert.Empty(Witness.Complaints(history, world.Truth));
    }

    [Fact]
    public void A_group_goes_on_without_its_leader_and_takes_it_back_as_a_follower()
    {
        using var world = new RaftWorld(2, Small);
        world.RunTo(2.Seconds);
        int first = world.Leader();

        world.Nodes[first].Crash();
        world.RunTo(4.Seconds);
        int second = world.Leader();
        world.Nodes[first].Restart();
        world.RunTo(6.Seconds);

        Assert.NotEqual(first, second);
        Assert.False(world.Replica(first).Core.IsLeader);
        Assert.True(world.Replica(second).LastApplied - world.Replica(first).LastApplied < 50);
        Assert.Empty(Witness.Complaints(world.History.ToHistory(), world.Truth));
    }

    [Fact]
    public void A_leader_cut_off_from_the_majority_steps_down_and_its_waiting_reads_are_sent_on()
    {
        using var world = new RaftWorld(3, Small);
        world.RunTo(2.Seconds);
        int first = world.Leader();

        world.Separate(world.Nodes[first], world.ClientNodes[0]);
        world.RunTo(4.Seconds);
        bool leadsCutOff = world.Replica(first).Core.IsLeader;
        long termCutOff = world.Replica(first).Core.State.Term;
        world.Heal();
        world.RunTo(6.Seconds);

        Assert.False(leadsCutOff);
        Assert.Equal(1, world.World.Happenings.All.Count(what => what.Name == RaftStore.LeaderSteppedDown));
        Assert.True(world.Replica(first).Core.State.Term > termCutOff);
        Assert.Empty(Witness.Complaints(world.History.ToHistory(), world.Truth));
    }

    [Fact]
    public void A_follower_cut_off_and_back_disturbs_no_leader_thanks_to_pre_vote()
    {
        using var world = new RaftWorld(4, Small);
        world.RunTo(2.Seconds);
        int leader = world.Leader();
        long term = world.Replica(leader).Core.State.Term;

        world.Separate(world.Nodes[(leader + 1) % 5]);
        world.RunTo(5.Seconds);
        world.Heal();
        world.RunTo(7.Seconds);

        Assert.Equal(leader, world.Leader());
        Assert.Equal(term, world.Replica(leader).Core.State.Term);
        Assert.Equal(term, world.Replica((leader + 1) % 5).Core.State.Term);
    }

    [Fact]
    public void A_follower_that_was_away_too_long_gets_the_leaders_snapshot()
    {
        using var world = new RaftWorld(5, Small);
        world.RunTo(1.Seconds);
        int away = (world.Leader() + 1) % 5;

        world.Nodes[away].Crash();
        world.RunTo(4.Seconds);
        world.Nodes[away].Restart();
        world.RunTo(6.Seconds);

        Assert.Contains(
            world.World.Happenings.All,
            what => what.Name == RaftStore.SnapshotInstalled && what.Node == world.Nodes[away].Name
        );
        Assert.True(world.Replica(world.Leader()).LastApplied - world.Replica(away).LastApplied < 50);
        Assert.Empty(Witness.Complaints(world.History.ToHistory(), world.Truth));
    }

    [Fact]
    public void A_leader_hands_over_when_it_is_asked_to()
    {
        using var world = new RaftWorld(6, Small);
        world.RunTo(2.Seconds);
        int first = world.Leader();
        int second = (first + 2) % 5;

        world.World.Network.Send(
            world.Replicas[second],
            world.Replicas[first],
            new TransferLeadership(second),
            0
        );
        world.RunTo(3.Seconds);

        Assert.Equal(second, world.Leader());
        Assert.Contains(world.World.Happenings.All, what => what.Name == RaftStore.LeadershipTransferred);
        Assert.Empty(Witness.Complaints(world.History.ToHistory(), world.Truth));
    }

    [Fact]
    public void The_truth_of_a_replica_is_what_its_state_machine_holds_whatever_crashes()
    {
        using var world = new RaftWorld(7, Small);

        Storm(world, seed: 7, rounds: 6);

        foreach (RaftReplica replica in world.Living)
        {
            int node = world.Nodes[replica.Core.State.Self].Index;
            foreach (Register register in replica.Machine.Registers)
            {
                Applied last = world.Truth.Changes.Last(change =>
                    change.Replica == node && change.Key == register.Key
                );
                Assert.Equal(register.Write, last.Write);
            }
        }

        AssertTruthIsAChain(world.Truth);
    }

    [Theory]
    [InlineData(RaftReads.ReadIndex)]
    [InlineData(RaftReads.Lease)]
    public void Crashes_partitions_loss_and_duplicates_leave_a_group_linearizable(RaftReads reads)
    {
        for (ulong seed = 1; seed <= 6; seed++)
        {
            using var world = new RaftWorld(seed, Small with { Reads = reads }, isRough: true);

            Storm(world, seed, rounds: 8);

            History history = world.History.ToHistory();
            Assert.True(history.Operations.Count(IsDone) > 300, $"seed {seed} served little");
            Assert.True(world.World.Happenings.All.Count(what => what.Name == RaftStore.LeaderElected) > 1);
            Assert.Empty(Witness.Complaints(history, world.Truth));
        }
    }

    [Fact]
    public void A_lease_on_a_clock_that_stands_nearly_still_lets_a_deposed_leader_answer()
    {
        Assert.NotEmpty(ComplaintsWithSlowLeader(RaftReads.Lease));
        Assert.Empty(ComplaintsWithSlowLeader(RaftReads.ReadIndex));
    }

    [Fact]
    public void Local_reads_are_stale_on_a_replica_that_is_cut_off()
    {
        using var world = new RaftWorld(12, Small with { Reads = RaftReads.Local });
        world.RunTo(2.Seconds);

        world.Separate(world.Nodes[0], world.Nodes[1], world.ClientNodes[0]);
        world.RunTo(4.Seconds);

        Assert.NotEmpty(Witness.Complaints(world.History.ToHistory(), world.Truth));
    }

    [Fact]
    public void The_planted_bug_of_reads_without_read_index_shows_when_a_leader_is_cut_off()
    {
        using var world = new RaftWorld(
            8,
            Small with
            {
                Planted = PlantedRaftBug.AnswerReadsWithoutReadIndex,
                CheckQuorum = false,
            }
        );
        world.RunTo(2.Seconds);

        world.Separate(world.Nodes[world.Leader()], world.ClientNodes[0]);
        world.RunTo(6.Seconds);

        Assert.NotEmpty(Witness.Complaints(world.History.ToHistory(), world.Truth));
    }

    [Fact]
    public void The_planted_bug_of_acknowledging_before_the_sync_shows_when_all_crash()
    {
        Assert.NotEmpty(ComplaintsAfterPowerCuts(PlantedRaftBug.AcknowledgeBeforeSync));
        Assert.Empty(ComplaintsAfterPowerCuts(PlantedRaftBug.None));
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_and_another_seed_another()
    {
        ulong first = Fingerprint(9);
        ulong again = Fingerprint(9);
        ulong other = Fingerprint(10);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    private static bool IsDone(Operation operation) => operation.Outcome == Outcome.Succeeded;

    private static ulong Fingerprint(ulong seed)
    {
        using var world = new RaftWorld(seed, Small, isRough: true);
        Storm(world, seed, rounds: 3);
        return world.World.Trace.Fingerprint;
    }

    private static List<string> ComplaintsAfterPowerCuts(PlantedRaftBug planted)
    {
        using var world = new RaftWorld(11, Small with { Planted = planted })
        {
            IsWatched = planted == PlantedRaftBug.None,
        };
        for (int cut = 1; cut <= 8; cut++)
        {
            world.RunTo((1_500 * cut).Milliseconds);
            List<Node> hit = cut % 3 == 0 ? world.Nodes[..4] : world.Nodes;
            hit.ForEach(node => node.Crash());
            hit.ForEach(node => node.Restart());
        }

        world.RunTo(14.Seconds);
        return Witness.Complaints(world.History.ToHistory(), world.Truth);
    }

    private static List<string> ComplaintsWithSlowLeader(RaftReads reads)
    {
        using var world = new RaftWorld(13, Small with { Reads = reads });
        world.RunTo(2.Seconds);
        Node leader = world.Nodes[world.Leader()];
        leader.Clock.SetDrift(-900_000);
        world.Separate(leader, world.ClientNodes[0]);
        world.RunTo(5.Seconds);
        return Witness.Complaints(world.History.ToHistory(), world.Truth);
    }

    /// <summary>Crashes or separates one or two replicas, lets them come back, and again.</summary>
    private static void Storm(RaftWorld world, ulong seed, int rounds)
    {
        var random = new RandomStream(seed);
        for (int round = 1; round <= rounds; round++)
        {
            world.RunTo((1_500 * round - 700).Milliseconds);
            int one = random.NextBelow(5);
            int two = (one + 1 + random.NextBelow(4)) % 5;
            if (random.NextBelow(2) == 0)
            {
                world.Nodes[one].Crash();
                world.Nodes[two].Crash();
            }
            else
            {
                world.Separate(world.Nodes[one], world.Nodes[two], world.ClientNodes[0]);
            }

            world.RunTo((1_500 * round).Milliseconds);
            world.Heal();
            world.Nodes.FindAll(node => node.State == NodeState.Down).ForEach(node => node.Restart());
        }

        world.RunTo((1_500 * rounds + 1_500).Milliseconds);
    }

    /// <summary>Each change replaces exactly what the replica showed before.</summary>
    private static void AssertTruthIsAChain(GroundTruth truth)
    {
        var shown = new SortedDictionary<(int, string), int>();
        foreach (Applied change in truth.Changes)
        {
            int before = shown.GetValueOrDefault((change.Replica, change.Key), Applied.Nothing);
            Assert.Equal(before, change.Replaced);
            shown[(change.Replica, change.Key)] = change.Write;
        }
    }
}
