using Simulation.Checkers;
using Simulation.Components.Stores;
using Simulation.Components.Stores.Chain;
using Simulation.Components.Stores.Raft;
using Simulation.Histories;

namespace Simulation.Tests.Components.Stores.Chain;

public sealed class ChainStoreTests
{
    [Fact]
    public void A_write_enters_at_the_head_and_the_tail_answers_it()
    {
        using StoreWorld store = Deploy(isApportioned: false);
        TestClient client = store.Client(1);
        store.RunFor(1_000);

        int middle = client.Write(store.Replicas[1], "k", 1);
        store.RunFor(20);
        int write = client.Write(store.Replicas[0], "k", 1);
        store.RunFor(100);
        int read = client.Read(store.Replicas[2], "k");
        store.RunFor(20);

        Assert.Equal(store.Replicas[0], client.ReplyTo(middle)!.Target);
        Assert.Equal(KvStatus.Done, client.ReplyTo(write)!.Status);
        Assert.Equal(Value.Of(1), client.ReplyTo(read)!.Result);
    }

    [Theory]
    [InlineData(false, KvStatus.Redirect)]
    [InlineData(true, KvStatus.Done)]
    public void Only_craq_reads_at_the_head(bool isApportioned, KvStatus expected)
    {
        using StoreWorld store = Deploy(isApportioned);
        TestClient client = store.Client(1);
        store.RunFor(1_000);

        int read = client.Read(store.Replicas[0], "k");
        store.RunFor(20);

        Assert.Equal(expected, client.ReplyTo(read)!.Status);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 0)]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    public void Whichever_replica_crashes_the_others_go_on_with_all_that_was_acknowledged(
        bool isApportioned,
        int failing
    )
    {
        using StoreWorld store = Deploy(isApportioned);
        TestClient client = store.Client(1);
        store.RunFor(1_000);
        int before = client.Write(store.Replicas[0], "k", 1);
        store.RunFor(100);

        store.Nodes[failing].Crash();
        store.RunFor(4_000);
        int head = failing == 0 ? 1 : 0;
        int tail = failing == 2 ? 1 : 2;
        int first = client.Read(store.Replicas[tail], "k");
        store.RunFor(100);
        int write = client.Write(store.Replicas[head], "k", 2);
        store.RunFor(100);
        int second = client.Read(store.Replicas[tail], "k");
        store.RunFor(100);

        Assert.Equal(KvStatus.Done, client.ReplyTo(before)!.Status);
        Assert.Equal(Value.Of(1), client.ReplyTo(first)?.Result);
        Assert.Equal(KvStatus.Done, client.ReplyTo(write)?.Status);
        Assert.Equal(Value.Of(2), client.ReplyTo(second)?.Result);
        Assert.True(store.CountOf(ChainStore.Reconfigured) > 0);
    }

    [Fact]
    public void Whoever_comes_back_takes_over_the_state_and_becomes_the_tail()
    {
        using StoreWorld store = Deploy(isApportioned: false);
        TestClient client = store.Client(1);
        store.RunFor(1_000);
        store.Nodes[0].Crash();
        store.RunFor(4_000);
        client.Write(store.Replicas[1], "k", 2);
        store.RunFor(100);

        store.Nodes[0].Restart();
        store.RunFor(4_000);
        int read = client.Read(store.Replicas[0], "k");
        store.RunFor(100);

        Assert.True(store.CountOf(ChainStore.StateInstalled) > 0);
        Assert.Equal(Value.Of(2), client.ReplyTo(read)?.Result);
        store.AssertConverged();
    }

    [Fact]
    public void A_tail_that_is_cut_off_stops_answering_before_the_others_go_on()
    {
        using StoreWorld store = Deploy(isApportioned: false);
        TestClient beside = store.Client(1);
        TestClient other = store.Client(2);
        store.RunFor(1_000);
        other.Write(store.Replicas[0], "k", 1);
        store.RunFor(100);

        store.Isolate(store.Nodes[2], beside.Ref.Node);
        store.RunFor(4_000);
        int write = other.Write(store.Replicas[0], "k", 2);
        int stale = beside.Read(store.Replicas[2], "k");
        store.RunFor(100);

        Assert.Equal(KvStatus.Done, other.ReplyTo(write)?.Status);
        Assert.Equal(KvStatus.Redirect, beside.ReplyTo(stale)?.Status);
    }

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    [InlineData(true, 4)]
    public void Random_faults_leave_it_linearizable_and_converged(bool isApportioned, ulong seed)
    {
        using StoreWorld store = Deploy(isApportioned, seed);

        RandomFaults.Run(store);

        store.AssertConverged();
        Assert.IsType<Verdict.Holds>(Judge.Check(store.History, "linearizable", JudgeOptions.Default));
    }

    private static StoreWorld Deploy(bool isApportioned, ulong seed = 1) =>
        new(
            deployment => ChainStore.Deploy(deployment, new ChainOptions(), new RaftOptions(), isApportioned),
            nodes: 3,
            seed
        );
}
