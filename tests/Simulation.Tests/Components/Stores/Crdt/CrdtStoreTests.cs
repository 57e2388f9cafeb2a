using Simulation.Components.Stores;
using Simulation.Components.Stores.Crdt;
using Simulation.Histories;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;

namespace Simulation.Tests.Components.Stores.Crdt;

public sealed class CrdtStoreTests
{
    [Theory]
    [InlineData(PlantedCrdtBug.None, true)]
    [InlineData(PlantedCrdtBug.ReplaceOnMerge, false)]
    public void Increments_on_both_sides_of_a_cut_add_up_unless_merging_replaces(
        PlantedCrdtBug planted,
        bool isSum
    )
    {
        using StoreWorld store = Deploy(CrdtType.Counter, planted);
        TestClient client = store.Client(1);
        PacketRule first = store.Cut(0, 1);
        PacketRule second = store.Cut(0, 2);
        client.Ask(store.Replicas[0], KvFunction.Increment, "k", Value.Of(2));
        client.Ask(store.Replicas[1], KvFunction.Increment, "k", Value.Of(3));
        store.RunFor(20);

        store.Heal(first);
        store.Heal(second);
        store.RunFor(5_000);
        int read = client.Ask(store.Replicas[2], KvFunction.ReadCounter, "k", Value.Nil);
        store.RunFor(20);

        Assert.Equal(isSum, client.ReplyTo(read)!.Result == Value.Of(5));
    }

    [Fact]
    public void A_set_has_what_was_added_anywhere_less_what_was_removed_after()
    {
        using StoreWorld store = Deploy(CrdtType.OrSet);
        TestClient client = store.Client(1);
        client.Ask(store.Replicas[0], KvFunction.AddElement, "k", Value.Of(1));
        client.Ask(store.Replicas[1], KvFunction.AddElement, "k", Value.Of(2));
        store.RunFor(50);
        client.Ask(store.Replicas[2], KvFunction.RemoveElement, "k", Value.Of(1));
        store.RunFor(50);

        int read = client.Ask(store.Replicas[0], KvFunction.ReadSet, "k", Value.Nil);
        store.RunFor(20);

        Assert.Equal(Value.Of([Value.Of(2)]), client.ReplyTo(read)!.Result);
    }

    [Fact]
    public void A_type_refuses_what_it_does_not_have()
    {
        using StoreWorld store = Deploy(CrdtType.Counter);
        TestClient client = store.Client(1);

        int write = client.Write(store.Replicas[0], "k", 1);
        store.RunFor(20);

        Assert.Equal(KvStatus.Refused, client.ReplyTo(write)!.Status);
    }

    [Fact]
    public void What_was_acknowledged_survives_a_crash_of_all()
    {
        using StoreWorld store = Deploy(CrdtType.Counter);
        TestClient client = store.Client(1);
        client.Ask(store.Replicas[0], KvFunction.Increment, "k", Value.Of(2));
        store.RunFor(20);
        foreach (Node node in store.Nodes)
        {
            node.Crash();
            node.Restart();
        }

        client.Ask(store.Replicas[0], KvFunction.Increment, "k", Value.Of(5));
        store.RunFor(2_000);
        int read = client.Ask(store.Replicas[1], KvFunction.ReadCounter, "k", Value.Nil);
        store.RunFor(20);

        Assert.Equal(Value.Of(7), client.ReplyTo(read)!.Result);
    }

    [Theory]
    [InlineData(CrdtType.LwwMap)]
    [InlineData(CrdtType.MvRegister)]
    public void Replicas_converge_after_random_faults(CrdtType type)
    {
        using StoreWorld store = Deploy(type);

        RandomFaults.Run(store);

        store.AssertConverged();
    }

    private static StoreWorld Deploy(CrdtType type, PlantedCrdtBug planted = PlantedCrdtBug.None) =>
        new(deployment => CrdtStore.Deploy(deployment, new CrdtOptions { Type = type, Planted = planted }));
}
