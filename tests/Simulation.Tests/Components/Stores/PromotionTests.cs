using Simulation.Components.Stores;
using Simulation.Components.Stores.PrimaryBackup;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores;

public sealed class PromotionTests
{
    [Theory]
    [InlineData(0, "n2")]
    [InlineData(1, "n1")]
    public void With_a_witness_the_side_that_it_is_on_serves_and_the_other_does_not(
        int cutOff,
        string primary
    )
    {
        using StoreWorld store = Deploy(
            new PrimaryBackupOptions { Witnesses = ["n3"], StepDownAfter = 800.Milliseconds }
        );
        TestClient inside = store.Client(1);
        TestClient outside = store.Client(2);
        store.RunFor(500);
        store.Isolate(store.Nodes[cutOff], inside.Ref.Node);
        store.RunFor(5_000);

        int there = inside.Write(store.Replicas[cutOff], "k", 1);
        int here = outside.Write(store.Replicas[1 - cutOff], "k", 2);
        store.RunFor(500);

        Assert.Equal(2, store.Replicas.Count);
        Assert.Equal(KvStatus.Redirect, inside.ReplyTo(there)?.Status);
        Assert.Equal(KvStatus.Done, outside.ReplyTo(here)?.Status);
        Assert.Contains(store.World.Roles.NodesIn("primary"), node => node.Name == primary);
        Assert.Equal(["n3"], store.World.Roles.NodesIn("witness").Select(node => node.Name));
    }

    [Fact]
    public void A_promotion_takes_the_time_of_decision_and_the_time_to_get_ready()
    {
        using StoreWorld store = Deploy(
            new PrimaryBackupOptions
            {
                Promotion = new PromotionOptions
                {
                    Decision = Distribution.Constant(10.Seconds.Nanoseconds),
                    Takes = Distribution.Constant(20.Seconds.Nanoseconds),
                },
            }
        );
        TestClient client = store.Client(1);
        store.RunFor(500);
        store.Nodes[0].Crash();
        store.RunFor(25_000);
        Node elected = store.World.Roles.NodesIn("primary").Last(node => node.State == NodeState.Up);

        int tooEarly = client.Write(store.Replicas[elected.Index], "k", 1);
        store.RunFor(10_000);
        int later = client.Write(store.Replicas[elected.Index], "k", 2);
        store.RunFor(500);

        SimTime suspected = TimeOf(store, PrimaryBackupStore.Suspected);
        SimTime chosen = TimeOf(store, PrimaryBackupStore.Elected);
        SimTime promoted = TimeOf(store, PrimaryBackupStore.Promoted);
        Assert.InRange((chosen - suspected).TotalSeconds, 10, 10.5);
        Assert.Equal(20.Seconds, promoted - chosen);
        Assert.Equal(KvStatus.Redirect, client.ReplyTo(tooEarly)?.Status);
        Assert.Equal(KvStatus.Done, client.ReplyTo(later)?.Status);
        Assert.Equal(1, store.CountOf(PrimaryBackupStore.Elected));
    }

    [Fact]
    public void What_was_acknowledged_within_the_lag_is_lost_with_the_primary()
    {
        using StoreWorld store = Deploy(
            new PrimaryBackupOptions { Lag = Distribution.Constant(2.Seconds.Nanoseconds) }
        );
        TestClient client = store.Client(1);
        store.RunFor(500);
        int shipped = client.Write(store.Replicas[0], "a", 1);
        store.RunFor(2_500);
        int gathered = client.Write(store.Replicas[0], "b", 2);
        store.RunFor(1_500);
        store.Nodes[0].Crash();
        store.RunFor(5_000);

        store.Nodes[0].Restart();
        store.RunFor(3_000);

        Assert.Equal(KvStatus.Done, client.ReplyTo(gathered)?.Status);
        Assert.Equal(shipped, store.Shown()[(1, "a")]);
        Assert.False(store.Shown().ContainsKey((1, "b")));
        Assert.Equal(1, store.World.Metrics.Counter("store.rolled-back-writes").Value);
        store.AssertConverged();
    }

    private static SimTime TimeOf(StoreWorld store, string happening) =>
        store.World.Happenings.All.First(entry => entry.Name == happening).Time;

    private static StoreWorld Deploy(PrimaryBackupOptions options) =>
        new(deployment => PrimaryBackupStore.Deploy(deployment, options));
}
