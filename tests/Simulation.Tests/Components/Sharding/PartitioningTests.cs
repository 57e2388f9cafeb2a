using CsCheck;
using Simulation.Components.Sharding.Partitioning;

namespace Simulation.Tests.Components.Sharding;

public sealed class PartitioningTests
{
    private const int Slots = 1_024;

    private static readonly string[] Keys = [.. Enumerable.Range(0, 5_000).Select(key => $"k{key}")];

    /// <summary>The rules that promise to move nothing between those who stay.</summary>
    public static TheoryData<PartitionRule> StableRules =>
        [PartitionRule.Hash, PartitionRule.Rendezvous, PartitionRule.Jump, PartitionRule.Directory];

    [Theory]
    [MemberData(nameof(StableRules))]
    public void A_shard_more_takes_slots_over_and_moves_none_between_the_others(PartitionRule rule) =>
        Gen.Int[1, 40]
            .Sample(count =>
            {
                int[] before = Place(rule, count, Unplaced());

                int[] after = Place(rule, count + 1, before);

                for (int slot = 0; slot < Slots; slot++)
                {
                    Assert.True(after[slot] == before[slot] || after[slot] == count);
                }

                Assert.Contains(count, after);
            });

    [Theory]
    [InlineData(PartitionRule.Hash)]
    [InlineData(PartitionRule.Rendezvous)]
    [InlineData(PartitionRule.Directory)]
    public void A_shard_that_leaves_gives_its_slots_away_and_nobody_else_does(PartitionRule rule) =>
        Gen.Select(Gen.Int[2, 40], Gen.Int[0, 1_000])
            .Sample(
                (count, draw) =>
                {
                    int leaver = draw % count;
                    int[] all = [.. Enumerable.Range(0, count)];
                    int[] before = SlotPlacement.Place(rule, 64, all, Unplaced());

                    int[] after = SlotPlacement.Place(
                        rule,
                        64,
                        [.. all.Where(shard => shard != leaver)],
                        before
                    );

                    for (int slot = 0; slot < Slots; slot++)
                    {
                        Assert.NotEqual(leaver, after[slot]);
                        Assert.True(after[slot] == before[slot] || before[slot] == leaver);
                    }
                }
            );

    [Fact]
    public void Modulo_moves_nearly_everything_when_the_count_changes()
    {
        int[] before = Place(PartitionRule.Modulo, 8, Unplaced());

        int[] after = Place(PartitionRule.Modulo, 9, before);

        int moved = Enumerable.Range(0, Slots).Count(slot => before[slot] != after[slot]);
        Assert.InRange(moved, Slots * 8 / 10, Slots);
    }

    [Fact]
    public void A_directory_is_always_even_and_moves_no_more_than_it_must() =>
        Gen.Int[2, 60]
            .Sample(count =>
            {
                int[] before = Place(PartitionRule.Directory, count, Unplaced());

                int[] after = Place(PartitionRule.Directory, count + 1, before);

                int[] shares = [.. after.GroupBy(owner => owner).Select(group => group.Count())];
                int moved = Enumerable.Range(0, Slots).Count(slot => before[slot] != after[slot]);
                Assert.True(shares.Max() - shares.Min() <= 1);
                Assert.True(moved <= (Slots / (count + 1)) + 1);
            });

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    public void A_ring_s_first_place_is_its_owner_and_the_next_are_others(int virtualNodes)
    {
        var ring = new ConsistentHashRing(["a", "b", "c", "d"], virtualNodes);

        foreach (string key in Keys)
        {
            IReadOnlyList<int> places = ring.PlacesOf(KeyHash.Of(key), 3);

            Assert.Equal(ring.PlaceOf(KeyHash.Of(key)), places[0]);
            Assert.Equal(ring.OwnerOf(KeyHash.Of(key)), ring.Owners[places[0]]);
            Assert.Equal(3, places.Distinct().Count());
        }
    }

    [Fact]
    public void The_arcs_of_a_ring_are_the_whole_circle()
    {
        var ring = new ConsistentHashRing(["a", "b", "c"], 10);

        UInt128 sum = ring.ArcOf(0) + ring.ArcOf(1) + ring.ArcOf(2);

        Assert.Equal(UInt128.One << 64, sum);
    }

    [Fact]
    public void Every_key_is_in_exactly_the_range_that_the_table_says() =>
        Gen.Int[0, 4_999]
            .Array[0, 12]
            .Sample(cuts =>
            {
                RangeTable table = RangeTable.Of(0);
                foreach (int cut in cuts)
                {
                    table = table.SplitAt(Keys[cut]);
                    table = table.Give(table.IndexOf(Keys[cut]), cut % 3);
                }

                RangeTable merged = table.Merge();

                foreach (string key in Keys.Where((_, index) => index % 97 == 0))
                {
                    Assert.True(table[table.IndexOf(key)].Contains(key));
                    Assert.True(merged[merged.IndexOf(key)].Contains(key));
                    Assert.Equal(table.OwnerOf(key), merged.OwnerOf(key));
                }

                for (int index = 1; index < merged.Count; index++)
                {
                    Assert.NotEqual(merged[index - 1].Owner, merged[index].Owner);
                }
            });

    [Fact]
    public void A_range_query_is_pruned_to_the_ranges_that_it_touches()
    {
        RangeTable table = RangeTable.Of(0).SplitAt("g").SplitAt("p").SplitAt("t");

        (int from, int to) = table.Prune("h", "p");

        Assert.Equal((1, 2), (from, to));
    }

    [Fact]
    public void A_hot_range_is_cut_where_its_load_is_halved()
    {
        string? key = LoadSplit.KeyOf([("a", 10), ("b", 10), ("c", 70), ("d", 10)]);

        Assert.Equal("c", key);
    }

    [Fact]
    public void A_range_whose_load_is_all_one_key_is_not_cut()
    {
        Assert.Null(LoadSplit.KeyOf([("a", 100)]));
        Assert.Null(LoadSplit.KeyOf([("a", 100), ("b", 0)]));
    }

    private static int[] Unplaced() => [.. Enumerable.Repeat(-1, Slots)];

    private static int[] Place(PartitionRule rule, int count, int[] current) =>
        SlotPlacement.Place(rule, 64, [.. Enumerable.Range(0, count)], current);
}
