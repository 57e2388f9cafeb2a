using Simulation.Components.Stores;
using Simulation.Components.Stores.Causal;
using Simulation.Histories;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores.Causal;

public sealed class CausalStoreTests
{
    [Theory]
    [InlineData(PlantedCausalBug.None, false)]
    [InlineData(PlantedCausalBug.SkipDependencies, true)]
    public void A_reply_is_never_seen_without_the_question_unless_dependencies_are_skipped(
        PlantedCausalBug planted,
        bool isReversed
    )
    {
        using StoreWorld store = Deploy(new CausalOptions { Planted = planted, AntiEntropyInterval = Never });
        TestClient asker = store.Client(1);
        TestClient replier = store.Client(2);
        TestClient observer = store.Client(3);
        store.Cut(0, 2);

        asker.Write(store.Replicas[0], "question", 1);
        store.RunFor(20);
        int read = replier.Read(store.Replicas[1], "question");
        store.RunFor(20);
        replier.Write(store.Replicas[1], "reply", 2);
        store.RunFor(20);
        int seen = observer.Read(store.Replicas[2], "reply");
        store.RunFor(20);

        Assert.Equal(Value.Of(1), replier.ReplyTo(read)?.Result);
        Assert.Equal(isReversed ? Value.Of(2) : Value.Nil, observer.ReplyTo(seen)?.Result);
    }

    [Theory]
    [InlineData(SessionGuarantee.ReadYourWrites, true)]
    [InlineData(SessionGuarantee.MonotonicReads, false)]
    public void A_client_waits_for_its_own_write_only_where_it_is_promised(
        SessionGuarantee guarantee,
        bool waits
    )
    {
        using StoreWorld store = Deploy(new CausalOptions { Guarantees = [guarantee] });
        TestClient client = store.Client(1);
        PacketRule cut = store.Cut(0, 2);
        store.Cut(1, 2);
        client.Write(store.Replicas[0], "k", 7);
        store.RunFor(20);

        int read = client.Read(store.Replicas[2], "k");
        store.RunFor(100);
        KvReply? early = client.ReplyTo(read);
        store.Heal(cut);
        store.RunFor(1_000);

        Assert.Equal(waits, early is null);
        Assert.Equal(waits ? Value.Of(7) : Value.Nil, client.ReplyTo(read)!.Result);
    }

    [Fact]
    public void A_dropped_token_lets_a_client_miss_its_own_write()
    {
        using StoreWorld store = Deploy(new CausalOptions { Planted = PlantedCausalBug.DropToken });
        TestClient client = store.Client(1);
        store.Cut(0, 2);
        store.Cut(1, 2);
        client.Write(store.Replicas[0], "k", 7);
        store.RunFor(20);

        int read = client.Read(store.Replicas[2], "k");
        store.RunFor(20);

        Assert.Equal(Value.Nil, client.ReplyTo(read)!.Result);
    }

    [Fact]
    public void A_write_is_shown_and_told_only_once_it_would_survive_a_crash()
    {
        using StoreWorld store = Deploy(new CausalOptions());
        TestClient client = store.Client(1);
        int write = client.Write(store.Replicas[0], "k", 1);
        store.RunFor(10);
        bool isAcknowledged = client.ReplyTo(write) is not null;

        store.Nodes[0].Crash();
        store.Nodes[0].Restart();
        store.RunFor(10);

        Assert.True(isAcknowledged);
        Assert.Equal(write, store.Shown()[(0, "k")]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Replicas_converge_after_random_faults(ulong seed)
    {
        using StoreWorld store = Deploy(new CausalOptions(), seed);

        RandomFaults.Run(store);

        store.AssertConverged();
    }

    [Fact]
    public void No_session_sees_an_older_state_than_before_under_random_faults()
    {
        using StoreWorld store = Deploy(new CausalOptions(), seed: 9);

        RandomFaults.Run(store);

        Assert.Empty(SessionOrder.Regressions(store.Operations));
    }

    private static readonly SimDuration Never = 3_600.Seconds;

    private static StoreWorld Deploy(CausalOptions options, ulong seed = 1) =>
        new(deployment => CausalStore.DeploySessions(deployment, options), nodes: 3, seed);
}
