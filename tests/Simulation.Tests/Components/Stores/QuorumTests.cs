using Simulation.Components.Stores;
using Simulation.Components.Stores.Quorum;
using Simulation.Histories;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Tests.Components.Stores;

public sealed class QuorumTests
{
    private static readonly QuorumOptions Plain = new()
    {
        HintedHandoff = false,
        ReadRepair = false,
        AntiEntropyInterval = null,
    };

    private static readonly LinkProfile Slow = new() { Latency = new UniformUpTo(20.Milliseconds) };

    [Theory]
    [InlineData(VersionOrder.VectorClocks)]
    [InlineData(VersionOrder.LastWriterWins)]
    public void With_overlapping_strict_quorums_and_no_faults_no_read_is_stale(VersionOrder versions)
    {
        using StoreWorld store = Deploy(Plain with { Versions = versions }, nodes: 5);
        store.World.Topology.SetLinks((_, _) => true, Slow);

        store.Load(StoreWorld.Plan(StoreWorld.At(10_000)));
        store.RunFor(12_000);

        Assert.True(store.Operations.Count > 1_000);
        Assert.All(store.Operations, operation => Assert.Equal(Outcome.Succeeded, operation.Outcome));
        Assert.Equal(0, StaleReads.Count(store.Operations));
    }

    [Fact]
    public void With_quorums_that_do_not_overlap_reads_are_stale_without_any_fault()
    {
        using StoreWorld store = Deploy(Plain with { ReadQuorum = 1, WriteQuorum = 1 }, nodes: 5);
        store.World.Topology.SetLinks((_, _) => true, Slow);

        store.Load(StoreWorld.Plan(StoreWorld.At(10_000)));
        store.RunFor(12_000);

        Assert.True(StaleReads.Count(store.Operations) > 0);
    }

    [Fact]
    public void A_home_that_was_away_gets_its_hints_when_it_is_back()
    {
        using StoreWorld store = Deploy(Plain with { HintedHandoff = true });
        store.Load(StoreWorld.Plan(StoreWorld.At(3_000)), 0, 1);
        store.RunFor(1_000);
        PacketRule cut = store.Isolate(store.Nodes[2]);
        store.RunFor(3_000);

        store.Heal(cut);
        store.RunFor(4_000);

        Assert.True(store.CountOf(QuorumStore.HintDelivered) > 0);
        store.AssertConverged();
    }

    [Fact]
    public void Hints_survive_a_crash_of_who_keeps_them()
    {
        using StoreWorld store = Deploy(Plain with { HintedHandoff = true });
        TestClient client = store.Client(1);
        store.Nodes[1].Crash();
        int write = client.Write(store.Replicas[0], "k", 1);
        store.RunFor(900);
        store.Nodes[0].Crash();
        store.Nodes[0].Restart();

        store.Nodes[1].Restart();
        store.RunFor(3_000);

        Assert.Equal(KvStatus.Done, client.ReplyTo(write)?.Status);
        Assert.Equal(write, store.Shown()[(1, "k")]);
    }

    [Theory]
    [InlineData(QuorumKind.Strict, false)]
    [InlineData(QuorumKind.Sloppy, true)]
    public void A_sloppy_quorum_takes_writes_while_two_of_three_homes_are_away(QuorumKind kind, bool isTaken)
    {
        using StoreWorld store = Deploy(Plain with { Quorum = kind, HintedHandoff = true }, nodes: 5);
        TestClient client = store.Client(1);
        IReadOnlyList<int> list = new HashRing([.. store.Nodes.Select(node => node.Name)]).PreferenceList(
            "k"
        );
        PacketRule cut = store.Isolate(store.Nodes[list[1]], store.Nodes[list[2]]);

        int write = client.Write(store.Replicas[list[0]], "k", 1);
        store.RunFor(450);
        int read = client.Read(store.Replicas[list[4]], "k");
        store.RunFor(1_000);
        KvReply? written = client.ReplyTo(write);
        KvReply? answer = client.ReplyTo(read);
        store.Heal(cut);
        store.RunFor(4_000);

        Assert.Equal(isTaken, written?.Status == KvStatus.Done);
        Assert.Equal(isTaken ? KvStatus.Done : KvStatus.Refused, answer?.Status);
        Assert.Equal(isTaken ? Value.Of(1) : Value.Nil, answer!.Result);
        Assert.Equal(write, store.Shown()[(list[1], "k")]);
        Assert.Equal(write, store.Shown()[(list[2], "k")]);
    }

    [Fact]
    public void A_read_repairs_the_replica_that_missed_a_write()
    {
        using StoreWorld store = Deploy(Plain with { ReadRepair = true });
        TestClient client = store.Client(1);
        PacketRule cut = store.Isolate(store.Nodes[2]);
        int write = client.Write(store.Replicas[0], "k", 1);
        store.RunFor(1_000);
        store.Heal(cut);

        client.Read(store.Replicas[1], "k");
        store.RunFor(1_000);

        Assert.Equal(1, store.CountOf(QuorumStore.ReadRepaired));
        Assert.Equal(write, store.Shown()[(2, "k")]);
    }

    [Fact]
    public void Anti_entropy_repairs_without_reads_or_hints()
    {
        using StoreWorld store = Deploy(Plain with { AntiEntropyInterval = 1.Seconds });
        store.Load(StoreWorld.Plan(StoreWorld.At(3_000)) with { KeyCount = 300, PickKey = Pick300 }, 0, 1);
        PacketRule cut = store.Isolate(store.Nodes[2]);
        store.RunFor(4_000);
        bool wasEmpty = !store.Shown().Keys.Any(entry => entry.Replica == 2);

        store.Heal(cut);
        store.RunFor(4_000);

        Assert.True(wasEmpty);
        Assert.True(store.CountOf(QuorumStore.AntiEntropyRepaired) > 0);
        store.AssertConverged();
    }

    [Fact]
    public void Concurrent_writes_stay_as_siblings_until_a_client_has_read_both_and_writes()
    {
        using StoreWorld store = Deploy(Plain with { ReadRepair = true });
        TestClient one = store.Client(1);
        TestClient two = store.Client(2);
        one.Write(store.Replicas[0], "k", 1);
        two.Write(store.Replicas[1], "k", 2);
        store.RunFor(100);

        int blind = one.Write(store.Replicas[0], "k", 3);
        store.RunFor(100);
        two.Read(store.Replicas[1], "k");
        store.RunFor(100);
        int informed = two.Write(store.Replicas[1], "k", 4);
        store.RunFor(100);
        int read = one.Read(store.Replicas[2], "k");
        store.RunFor(100);

        Assert.Equal(Value.Of(4), one.ReplyTo(read)?.Result);
        Assert.Equal(KvStatus.Done, one.ReplyTo(blind)?.Status);
        Assert.All(store.Nodes, node => Assert.Equal(informed, store.Shown()[(node.Index, "k")]));
    }

    [Fact]
    public void A_coordinator_whose_clock_is_behind_loses_its_write_only_where_the_last_writer_wins()
    {
        Assert.Equal(Value.Of(1), ReadAfterSlowWrite(VersionOrder.LastWriterWins));
        Assert.Equal(Value.Of(2), ReadAfterSlowWrite(VersionOrder.VectorClocks));
    }

    [Fact]
    public void Clocks_far_behind_from_the_start_make_nobody_suspect()
    {
        using StoreWorld store = Deploy(Plain);
        TestClient client = store.Client(1);
        store.Nodes[0].Clock.Shift((-60).Seconds);

        int write = client.Write(store.Replicas[0], "k", 1);
        store.RunFor(100);

        Assert.Equal(KvStatus.Done, client.ReplyTo(write)?.Status);
    }

    [Fact]
    public void A_cas_takes_effect_only_where_the_expected_value_stands()
    {
        using StoreWorld store = Deploy(Plain);
        TestClient client = store.Client(1);

        int first = client.Cas(store.Replicas[0], "k", Value.Nil, 1);
        store.RunFor(100);
        int second = client.Cas(store.Replicas[1], "k", Value.Nil, 2);
        store.RunFor(100);
        int third = client.Cas(store.Replicas[2], "k", Value.Of(1), 3);
        store.RunFor(100);

        Assert.Equal(KvStatus.Done, client.ReplyTo(first)?.Status);
        Assert.Equal(KvStatus.Mismatch, client.ReplyTo(second)?.Status);
        Assert.Equal(KvStatus.Done, client.ReplyTo(third)?.Status);
    }

    [Fact]
    public void A_write_without_its_quorum_is_left_without_answer_and_the_next_is_refused_before_it_is_sent()
    {
        using StoreWorld store = Deploy(Plain);
        TestClient client = store.Client(1);
        store.Nodes[1].Crash();
        store.Nodes[2].Crash();

        int first = client.Write(store.Replicas[0], "k", 1);
        store.RunFor(1_000);
        int second = client.Write(store.Replicas[0], "k", 2);
        store.RunFor(100);

        Assert.Null(client.ReplyTo(first));
        Assert.Equal(KvStatus.Refused, client.ReplyTo(second)?.Status);
        Assert.DoesNotContain(store.Truth.Changes, change => change.Write == second);
    }

    [Theory]
    [InlineData(1, VersionOrder.VectorClocks)]
    [InlineData(2, VersionOrder.LastWriterWins)]
    [InlineData(3, VersionOrder.VectorClocks)]
    [InlineData(4, VersionOrder.LastWriterWins)]
    public void A_strict_quorum_converges_and_shows_nothing_stale_under_random_faults(
        ulong seed,
        VersionOrder versions
    )
    {
        using StoreWorld store = Deploy(
            new QuorumOptions { Versions = versions, AntiEntropyInterval = 1.Seconds },
            seed: seed
        );

        RandomFaults.Run(store);

        Assert.InRange(
            store.Operations.Count(operation => operation.Outcome == Outcome.Succeeded),
            1_000,
            4_000
        );
        Assert.Equal(0, StaleReads.Count(store.Operations));
        store.AssertConverged();
    }

    [Fact]
    public void The_same_seed_gives_the_same_fingerprint_through_crashes()
    {
        ulong[] fingerprints = [Fingerprint(1), Fingerprint(1), Fingerprint(2)];

        Assert.Equal(fingerprints[0], fingerprints[1]);
        Assert.NotEqual(fingerprints[0], fingerprints[2]);
    }

    private static int Pick300(RandomStream random) => random.NextBelow(300);

    private static StoreWorld Deploy(QuorumOptions options, int nodes = 3, ulong seed = 1) =>
        new(deployment => QuorumStore.Deploy(deployment, options), nodes, seed);

    private static Value? ReadAfterSlowWrite(VersionOrder versions)
    {
        using StoreWorld store = Deploy(Plain with { Versions = versions });
        TestClient client = store.Client(1);
        store.RunFor(1_000);
        store.Nodes[1].Clock.Shift((-500).Milliseconds);

        client.Write(store.Replicas[0], "k", 1);
        store.RunFor(100);
        client.Read(store.Replicas[1], "k");
        store.RunFor(100);
        client.Write(store.Replicas[1], "k", 2);
        store.RunFor(100);
        int read = client.Read(store.Replicas[2], "k");
        store.RunFor(100);

        return client.ReplyTo(read)?.Result;
    }

    private static ulong Fingerprint(ulong seed)
    {
        using StoreWorld store = Deploy(new QuorumOptions { Quorum = QuorumKind.Sloppy }, nodes: 5, seed);
        store.Load(StoreWorld.Plan(StoreWorld.At(4_000)));
        store.RunFor(1_000);
        store.Nodes[0].Crash();
        store.RunFor(2_000);
        store.Nodes[0].Restart();
        store.RunFor(3_000);
        Assert.True(store.CountOf(QuorumStore.HintDelivered) > 0);
        return store.World.Trace.Fingerprint;
    }
}
