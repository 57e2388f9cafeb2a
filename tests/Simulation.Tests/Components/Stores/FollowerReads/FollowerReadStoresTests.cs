using Simulation.Components.Stores;
using Simulation.Components.Stores.FollowerReads;
using Simulation.Components.Stores.Raft;
using Simulation.Histories;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores.FollowerReads;

public sealed class FollowerReadStoresTests
{
    [Fact]
    public void A_follower_that_lags_lets_a_client_wait_for_what_it_wrote_and_no_other()
    {
        using StoreWorld store = new(deployment =>
            FollowerReadStores.DeploySequential(deployment, new RaftOptions())
        );
        TestClient writer = store.Client(1);
        TestClient other = store.Client(2);
        store.RunFor(1_000);
        (int leader, int follower) = LeaderAndFollower(store);
        PacketRule cut = store.Cut(leader, follower);
        PacketRule otherCut = store.Cut(3 - leader - follower, follower);
        int write = writer.Write(store.Replicas[leader], "k", 1);
        store.RunFor(100);

        int own = writer.Read(store.Replicas[follower], "k");
        int foreign = other.Read(store.Replicas[follower], "k");
        store.RunFor(100);
        KvReply? early = writer.ReplyTo(own);
        store.Heal(cut);
        store.Heal(otherCut);
        store.RunFor(1_000);

        Assert.Equal(KvStatus.Done, writer.ReplyTo(write)!.Status);
        Assert.Equal(Value.Nil, other.ReplyTo(foreign)!.Result);
        Assert.Null(early);
        Assert.Equal(Value.Of(1), writer.ReplyTo(own)?.Result);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-2_000, true)]
    public void A_follower_out_of_touch_sends_readers_away_unless_its_clock_is_slow(
        int offset,
        bool isAnswered
    )
    {
        using StoreWorld store = Bounded(new BoundedStalenessOptions { MaxAge = 1.Seconds });
        TestClient client = store.Client(1);
        store.RunFor(1_000);
        (int _, int follower) = LeaderAndFollower(store);
        int young = client.Read(store.Replicas[follower], "k");
        store.RunFor(50);

        store.Isolate(store.Nodes[follower], client.Ref.Node);
        store.Nodes[follower].Clock.Shift(offset.Milliseconds);
        store.RunFor(1_500);
        int old = client.Read(store.Replicas[follower], "k");
        store.RunFor(50);

        Assert.Equal(KvStatus.Done, client.ReplyTo(young)!.Status);
        Assert.Equal(isAnswered ? KvStatus.Done : KvStatus.Redirect, client.ReplyTo(old)!.Status);
    }

    [Fact]
    public void Writes_wait_for_a_follower_that_may_still_serve_and_lacks_as_many_versions_as_allowed()
    {
        using StoreWorld store = Bounded(new BoundedStalenessOptions { MaxAge = 1.Seconds, MaxVersions = 1 });
        TestClient client = store.Client(1);
        store.RunFor(3_000);
        (int leader, int follower) = LeaderAndFollower(store);
        store.Isolate(store.Nodes[follower]);
        int first = client.Write(store.Replicas[leader], "k", 1);
        store.RunFor(50);

        int second = client.Write(store.Replicas[leader], "k", 2);
        store.RunFor(100);
        KvReply? early = client.ReplyTo(second);
        store.RunFor(3_000);

        Assert.Equal(KvStatus.Done, client.ReplyTo(first)!.Status);
        Assert.Null(early);
        Assert.Equal(KvStatus.Done, client.ReplyTo(second)?.Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void No_session_sees_an_older_state_than_before_under_random_faults(ulong seed)
    {
        using StoreWorld store = new(
            deployment => FollowerReadStores.DeploySequential(deployment, new RaftOptions()),
            seed: seed
        );

        RandomFaults.Run(store);

        Assert.Empty(SessionOrder.Regressions(store.Operations));
        Assert.True(StaleReads.Count(store.Operations) > 0);
        store.AssertConverged();
    }

    private static StoreWorld Bounded(BoundedStalenessOptions bound) =>
        new(deployment => FollowerReadStores.DeployBounded(deployment, new RaftOptions(), bound));

    private static (int Leader, int Follower) LeaderAndFollower(StoreWorld store)
    {
        Node leader = Assert.Single(store.World.Roles.NodesIn(RaftStore.LeaderRole));
        int place = leader.Index;
        return (place, (place + 1) % 3);
    }
}
