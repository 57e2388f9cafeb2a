using Simulation.Components.Stores;
using Simulation.Components.Stores.MultiLeader;
using Simulation.Components.Workloads;
using Simulation.Histories;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores;

public sealed class MultiLeaderTests
{
    private static readonly SimTime Stop = StoreWorld.At(4_000);

    [Fact]
    public void Replicas_that_were_cut_off_show_the_same_soon_after_the_cut_heals()
    {
        using StoreWorld store = Deploy(new MultiLeaderOptions());
        store.Load(StoreWorld.Plan(Stop));
        store.RunFor(1_000);
        PacketRule cut = store.Isolate(store.Nodes[2]);
        store.RunFor(3_000);
        Dictionary<(int Replica, string Key), int> apart = store.Shown();

        store.Heal(cut);
        store.RunFor(2_000);

        Assert.Contains(apart, entry => apart.GetValueOrDefault((2, entry.Key.Key)) != entry.Value);
        Assert.True(store.CountOf(MultiLeaderStore.Repaired) > 0);
        store.AssertConverged();
    }

    [Fact]
    public void A_replica_on_its_own_still_takes_writes()
    {
        using StoreWorld store = Deploy(new MultiLeaderOptions());
        TestClient client = store.Client(1);
        store.Nodes[1].Crash();
        store.Nodes[2].Crash();

        int write = client.Write(store.Replicas[0], "k", 7);
        store.RunFor(10);
        int read = client.Read(store.Replicas[0], "k");
        store.RunFor(10);

        Assert.Equal(KvStatus.Done, client.ReplyTo(write)?.Status);
        Assert.Equal(Value.Of(7), client.ReplyTo(read)?.Result);
    }

    [Theory]
    [InlineData(WriteSync.EachWrite, 1)]
    [InlineData(WriteSync.Background, Applied.Nothing)]
    public void An_acknowledged_write_survives_a_crash_only_if_it_was_synced_first(
        WriteSync sync,
        int expected
    )
    {
        using StoreWorld store = Deploy(new MultiLeaderOptions { Sync = sync }, nodes: 1);
        TestClient client = store.Client(1);
        client.Write(store.Replicas[0], "k", 1);
        store.RunFor(150);
        int write = client.Write(store.Replicas[0], "k2", 2);
        store.RunFor(3);
        bool isAcknowledged = client.ReplyTo(write) is not null;

        store.Nodes[0].Crash();
        store.Nodes[0].Restart();
        store.RunFor(10);

        Assert.True(isAcknowledged);
        Assert.Equal(expected, store.Shown()[(0, "k2")]);
    }

    [Fact]
    public void A_slow_wall_clock_loses_its_acknowledged_write_and_a_hybrid_clock_does_not()
    {
        Assert.Equal(Value.Of(1), ReadAfterSlowWrite(StampClock.WallClock));
        Assert.Equal(Value.Of(2), ReadAfterSlowWrite(StampClock.Hybrid));
    }

    [Fact]
    public void A_request_that_comes_twice_is_one_write()
    {
        using StoreWorld store = Deploy(new MultiLeaderOptions());
        TestClient client = store.Client(1);
        int write = client.Write(store.Replicas[0], "k", 1);
        store.RunFor(10);

        client.Repeat(store.Replicas[0], write, KvFunction.Write, "k", 1);
        store.RunFor(10);

        Assert.Single(store.Truth.Changes, change => change.IsAcceptance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Replicas_converge_after_random_faults_though_reads_were_stale_meanwhile(ulong seed)
    {
        using StoreWorld store = Deploy(new MultiLeaderOptions(), seed: seed);

        RandomFaults.Run(store);

        Assert.True(StaleReads.Count(store.Operations) > 0);
        store.AssertConverged();
    }

    [Fact]
    public void The_log_is_compacted_and_still_holds_everything()
    {
        using StoreWorld store = Deploy(new MultiLeaderOptions(), nodes: 2);
        store.Load(
            StoreWorld.Plan(StoreWorld.At(20_000)) with
            {
                Arrival = new Arrival.Open(new UniformUpTo(2.Milliseconds)),
            }
        );
        store.RunFor(21_000);
        Dictionary<(int Replica, string Key), int> before = store.Shown();

        store.Nodes[0].Crash();
        store.Nodes[0].Restart();
        store.RunFor(1);

        Assert.True(store.Truth.Changes.Count > 10_000);
        Assert.Equal(before, store.Shown());
    }

    private static StoreWorld Deploy(MultiLeaderOptions options, int nodes = 3, ulong seed = 1) =>
        new(deployment => MultiLeaderStore.Deploy(deployment, options), nodes, seed);

    private static Value? ReadAfterSlowWrite(StampClock stamp)
    {
        using StoreWorld store = Deploy(new MultiLeaderOptions { Stamp = stamp }, nodes: 2);
        TestClient client = store.Client(1);
        store.RunFor(1_000);
        store.Nodes[1].Clock.Shift((-500).Milliseconds);

        client.Write(store.Replicas[0], "k", 1);
        store.RunFor(100);
        client.Write(store.Replicas[1], "k", 2);
        store.RunFor(100);
        int read = client.Read(store.Replicas[1], "k");
        store.RunFor(100);

        return client.ReplyTo(read)?.Result;
    }
}
