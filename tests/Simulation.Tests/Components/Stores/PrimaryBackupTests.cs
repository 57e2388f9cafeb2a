using Simulation.Components.Stores;
using Simulation.Components.Stores.PrimaryBackup;
using Simulation.Components.Workloads;
using Simulation.Histories;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores;

public sealed class PrimaryBackupTests
{
    [Theory]
    [InlineData(ReplicationMode.Async, 3)]
    [InlineData(ReplicationMode.SemiSync, 0)]
    [InlineData(ReplicationMode.Sync, 0)]
    public void A_failover_loses_just_the_acknowledged_writes_that_were_not_shipped(
        ReplicationMode mode,
        int lost
    )
    {
        using StoreWorld store = Deploy(new PrimaryBackupOptions { Mode = mode });
        TestClient inside = store.Client(1);
        TestClient outside = store.Client(2);
        store.RunFor(50);
        int before = inside.Write(store.Replicas[0], "k0", 10);
        store.RunFor(500);
        PacketRule cut = store.Isolate(store.Nodes[0], inside.Ref.Node);

        int[] cutOff =
        [
            .. Enumerable.Range(0, 3).Select(key => inside.Write(store.Replicas[0], $"k{key}", key)),
        ];
        store.RunFor(5_000);
        int acknowledged = cutOff.Count(write => inside.ReplyTo(write)?.Status == KvStatus.Done);
        int after = outside.Write(Primary(store), "k1", 99);
        store.RunFor(1_000);
        store.Heal(cut);
        store.RunFor(3_000);

        Assert.Equal(KvStatus.Done, inside.ReplyTo(before)?.Status);
        Assert.Equal(KvStatus.Done, outside.ReplyTo(after)?.Status);
        Assert.Equal(lost, acknowledged);
        Assert.Equal(lost, store.World.Metrics.Counter("store.rolled-back-writes").Value);
        Assert.Equal(1, store.CountOf(PrimaryBackupStore.Promoted));
        Assert.True(store.CountOf(PrimaryBackupStore.RolledBack) > 0);
        store.AssertConverged();
        Assert.Equal(before, store.Shown()[(0, "k0")]);
        Assert.Equal(after, store.Shown()[(0, "k1")]);
    }

    [Fact]
    public void In_sync_mode_no_acknowledged_write_is_lost_when_primaries_crash_one_after_the_other()
    {
        using StoreWorld store = Deploy(new PrimaryBackupOptions { Mode = ReplicationMode.Sync });
        store.Load(
            StoreWorld.Plan(StoreWorld.At(20_000)) with
            {
                KeyCount = 2_000,
                PickKey = random => random.NextBelow(2_000),
            }
        );

        for (int round = 0; round < 3; round++)
        {
            store.RunFor(3_000);
            int node = Primary(store).Node.Index;
            store.Nodes[node].Crash();
            store.RunFor(2_000);
            store.Nodes[node].Restart();
        }

        store.RunFor(8_000);

        Assert.True(store.CountOf(PrimaryBackupStore.Promoted) >= 3);
        Assert.Equal(0, store.World.Metrics.Counter("store.rolled-back-writes").Value);
        store.AssertConverged();
        Operation[] acknowledged = [.. store.Operations.Where(IsAcknowledgedWrite)];
        Assert.True(acknowledged.Length > 500);
        Dictionary<(int Replica, string Key), int> shown = store.Shown();
        Assert.All(
            acknowledged,
            write =>
                Assert.True(
                    shown[(0, write.Key!)] >= write.Index
                        || store.Operations[shown[(0, write.Key!)]].CompletedOrder > write.InvokedOrder
                )
        );
    }

    [Theory]
    [InlineData(null, KvStatus.Done)]
    [InlineData(800, KvStatus.Redirect)]
    public void A_primary_cut_off_steps_down_only_with_a_lease(int? stepDownAfter, KvStatus expected)
    {
        using StoreWorld store = Deploy(
            new PrimaryBackupOptions { StepDownAfter = stepDownAfter?.Milliseconds }
        );
        TestClient inside = store.Client(1);
        store.RunFor(500);
        store.Isolate(store.Nodes[0], inside.Ref.Node);
        store.RunFor(1_000);

        int read = inside.Read(store.Replicas[0], "k");
        store.RunFor(100);

        Assert.Equal(expected, inside.ReplyTo(read)?.Status);
    }

    [Fact]
    public void The_planted_bug_lets_a_sync_primary_acknowledge_on_the_minority_side()
    {
        using StoreWorld store = Deploy(
            new PrimaryBackupOptions
            {
                Mode = ReplicationMode.Sync,
                StepDownAfter = 1.Seconds,
                Planted = PlantedBug.KeepAcknowledgingOnMinority,
            }
        );
        TestClient inside = store.Client(1);
        store.RunFor(500);
        PacketRule cut = store.Isolate(store.Nodes[0], inside.Ref.Node);

        int write = inside.Write(store.Replicas[0], "k", 1);
        store.RunFor(5_000);
        store.Heal(cut);
        store.RunFor(2_000);

        Assert.Equal(KvStatus.Done, inside.ReplyTo(write)?.Status);
        Assert.Equal(1, store.World.Metrics.Counter("store.rolled-back-writes").Value);
    }

    [Fact]
    public void A_silent_backup_leaves_the_view_and_comes_back_when_it_has_caught_up()
    {
        using StoreWorld store = Deploy(new PrimaryBackupOptions { Mode = ReplicationMode.Sync });
        TestClient client = store.Client(1);
        store.RunFor(200);
        PacketRule cut = store.Isolate(store.Nodes[2]);

        int write = client.Write(store.Replicas[0], "k", 1);
        store.RunFor(300);
        bool hadToWait = client.ReplyTo(write) is null;
        store.RunFor(700);
        KvReply? reply = client.ReplyTo(write);
        store.Heal(cut);
        store.RunFor(1_000);

        Assert.True(hadToWait);
        Assert.Equal(KvStatus.Done, reply?.Status);
        Assert.Equal(2, store.CountOf(PrimaryBackupStore.ViewChanged));
        store.AssertConverged();
    }

    [Fact]
    public void A_backup_that_lags_beyond_the_log_gets_a_full_copy()
    {
        using StoreWorld store = Deploy(new PrimaryBackupOptions { LogKept = 10 });
        store.Load(StoreWorld.Plan(StoreWorld.At(3_000)), 0);
        PacketRule cut = store.Isolate(store.Nodes[2]);
        store.RunFor(2_000);

        store.Heal(cut);
        store.RunFor(2_000);

        Assert.True(store.CountOf(PrimaryBackupStore.Copied) > 0);
        store.AssertConverged();
    }

    [Fact]
    public void An_old_primary_that_diverged_beyond_its_image_is_replaced_by_a_full_copy()
    {
        using StoreWorld store = Deploy(new PrimaryBackupOptions { LogKept = 10 });
        TestClient inside = store.Client(1);
        store.RunFor(500);
        PacketRule cut = store.Isolate(store.Nodes[0], inside.Ref.Node);
        for (int count = 0; count < 60; count++)
        {
            inside.Write(store.Replicas[0], $"k{count % 7}", count);
            store.RunFor(10);
        }

        store.RunFor(4_000);
        store.Heal(cut);
        store.RunFor(2_000);

        Assert.Equal(1, store.CountOf(PrimaryBackupStore.Promoted));
        Assert.True(store.CountOf(PrimaryBackupStore.Copied) > 0);
        store.AssertConverged();
    }

    [Fact]
    public void A_retry_applies_once_also_at_the_next_primary()
    {
        using StoreWorld store = Deploy(new PrimaryBackupOptions { Mode = ReplicationMode.Sync });
        TestClient client = store.Client(1);
        store.RunFor(50);
        int write = client.Write(store.Replicas[0], "k", 1);
        store.RunFor(500);
        store.Nodes[0].Crash();
        store.RunFor(4_000);
        TestClient other = store.Client(2);
        KvReply? first = client.ReplyTo(write);
        int later = other.Write(Primary(store), "k", 2);
        store.RunFor(100);

        client.Repeat(Primary(store), write, KvFunction.Write, "k", 1);
        store.RunFor(200);

        Assert.Equal(KvStatus.Done, first?.Status);
        Assert.Equal(KvStatus.Done, other.ReplyTo(later)?.Status);
        Assert.Equal(later, store.Shown()[(Primary(store).Node.Index, "k")]);
    }

    [Fact]
    public void A_cas_takes_effect_only_where_the_expected_value_stands()
    {
        using StoreWorld store = Deploy(new PrimaryBackupOptions());
        TestClient client = store.Client(1);

        store.RunFor(10);
        int first = client.Cas(store.Replicas[0], "k", Value.Nil, 1);
        store.RunFor(10);
        int second = client.Cas(store.Replicas[0], "k", Value.Nil, 2);
        store.RunFor(10);
        int redirected = client.Read(store.Replicas[1], "k");
        store.RunFor(10);

        Assert.Equal(KvStatus.Done, client.ReplyTo(first)?.Status);
        Assert.Equal(KvStatus.Mismatch, client.ReplyTo(second)?.Status);
        Assert.Equal(store.Replicas[0], client.ReplyTo(redirected)?.Target);
    }

    [Fact]
    public void The_same_seed_gives_the_same_fingerprint_through_failovers()
    {
        ulong[] fingerprints = [Fingerprint(1), Fingerprint(1), Fingerprint(2)];

        Assert.Equal(fingerprints[0], fingerprints[1]);
        Assert.NotEqual(fingerprints[0], fingerprints[2]);
    }

    private static bool IsAcknowledgedWrite(Operation operation) =>
        operation.Outcome == Outcome.Succeeded
        && string.Equals(operation.Function, Functions.Write, StringComparison.Ordinal);

    private static Simulation.Kernel.Nodes.ProcessRef Primary(StoreWorld store)
    {
        int node = store
            .World.Roles.NodesIn("primary")
            .Last(entry => entry.State == Simulation.Kernel.Nodes.NodeState.Up)
            .Index;
        return store.Replicas[node];
    }

    private static StoreWorld Deploy(PrimaryBackupOptions options, ulong seed = 1) =>
        new(deployment => PrimaryBackupStore.Deploy(deployment, options), nodes: 3, seed);

    private static ulong Fingerprint(ulong seed)
    {
        using StoreWorld store = Deploy(new PrimaryBackupOptions { Mode = ReplicationMode.SemiSync }, seed);
        store.Load(StoreWorld.Plan(StoreWorld.At(6_000)) with { Retry = new RetryPlan() });
        store.RunFor(2_000);
        store.Nodes[0].Crash();
        store.RunFor(3_000);
        store.Nodes[0].Restart();
        store.RunFor(3_000);
        Assert.True(store.CountOf(PrimaryBackupStore.Promoted) > 0);
        return store.World.Trace.Fingerprint;
    }
}
