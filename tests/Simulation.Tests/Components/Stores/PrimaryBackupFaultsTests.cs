using Simulation.Components.Stores.PrimaryBackup;
using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores;

public sealed class PrimaryBackupFaultsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_sync_store_with_a_lease_loses_nothing_and_shows_nothing_stale_under_random_faults(
        ulong seed
    )
    {
        using StoreWorld store = Run(
            seed,
            new PrimaryBackupOptions
            {
                Mode = ReplicationMode.Sync,
                StepDownAfter = 900.Milliseconds,
                LogKept = 100,
            }
        );

        Assert.InRange(store.CountOf(PrimaryBackupStore.Promoted), 1, 20);
        Assert.InRange(
            store.Operations.Count(operation => operation.Outcome == Outcome.Succeeded),
            1_000,
            4_000
        );
        Assert.Equal(0, store.World.Metrics.Counter("store.rolled-back-writes").Value);
        Assert.Equal(0, StaleReads.Count(store.Operations));
        store.AssertConverged();
    }

    [Fact]
    public void An_async_store_without_a_lease_does_lose_writes_under_the_same_faults()
    {
        long lost = 0;
        int stale = 0;
        for (ulong seed = 1; seed <= 8; seed++)
        {
            using StoreWorld store = Run(seed, new PrimaryBackupOptions());
            lost += store.World.Metrics.Counter("store.rolled-back-writes").Value;
            stale += StaleReads.Count(store.Operations);
            store.AssertConverged();
        }

        Assert.True(lost > 0);
        Assert.True(stale > 0);
    }

    private static StoreWorld Run(ulong seed, PrimaryBackupOptions options)
    {
        var store = new StoreWorld(
            deployment => PrimaryBackupStore.Deploy(deployment, options),
            nodes: 3,
            seed
        );
        RandomFaults.Run(store);
        return store;
    }
}
