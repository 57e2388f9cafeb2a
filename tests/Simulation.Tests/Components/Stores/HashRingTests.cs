using Simulation.Components.Stores.Quorum;

namespace Simulation.Tests.Components.Stores;

public sealed class HashRingTests
{
    private static readonly string[] Nodes = ["n1", "n2", "n3", "n4", "n5"];

    [Fact]
    public void Every_preference_list_names_every_node_once()
    {
        var ring = new HashRing(Nodes);

        for (int key = 0; key < 100; key++)
        {
            Assert.Equal([0, 1, 2, 3, 4], ring.PreferenceList($"k{key}").Order());
        }
    }

    [Fact]
    public void The_keys_spread_over_the_nodes()
    {
        var ring = new HashRing(Nodes);

        int[] counts =
        [
            .. Enumerable
                .Range(0, 10_000)
                .GroupBy(key => ring.PreferenceList($"k{key}")[0])
                .Select(group => group.Count()),
        ];

        Assert.Equal(5, counts.Length);
        Assert.All(counts, count => Assert.InRange(count, 1_000, 3_500));
    }

    [Fact]
    public void A_further_node_takes_keys_over_and_moves_none_between_the_others()
    {
        var before = new HashRing(Nodes);
        var after = new HashRing([.. Nodes, "n6"]);

        int moved = 0;
        for (int key = 0; key < 1_000; key++)
        {
            int home = after.PreferenceList($"k{key}")[0];
            moved += home == 5 ? 1 : 0;
            Assert.True(home == 5 || home == before.PreferenceList($"k{key}")[0]);
        }

        Assert.InRange(moved, 50, 350);
    }
}
