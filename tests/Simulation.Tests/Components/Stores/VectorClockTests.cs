using CsCheck;
using Simulation.Components.Stores.Quorum;

namespace Simulation.Tests.Components.Stores;

public sealed class VectorClockTests
{
    private static readonly Gen<VectorClock> Clocks = Gen.Select(Gen.Long[0, 3], Gen.Long[1, 3])
        .Array[0, 4]
        .Select(entries =>
            entries.Aggregate(VectorClock.Empty, (clock, entry) => clock.With(entry.Item1, entry.Item2))
        );

    [Fact]
    public void A_merged_clock_has_seen_both_and_nothing_else() =>
        Gen.Select(Clocks, Clocks)
            .Sample(
                (left, right) =>
                {
                    VectorClock merged = left.Merge(right);

                    foreach (VectorClock part in new[] { left, right })
                    {
                        Assert.True(merged.CompareTo(part) is ClockOrder.After or ClockOrder.Equal);
                    }

                    Assert.Equal(ClockOrder.Equal, merged.CompareTo(right.Merge(left)));
                    Assert.All(
                        merged.Entries,
                        entry => Assert.Contains(entry, left.Entries.Concat(right.Entries))
                    );
                }
            );

    [Fact]
    public void The_order_reads_the_same_from_both_sides() =>
        Gen.Select(Clocks, Clocks)
            .Sample(
                (left, right) =>
                {
                    ClockOrder expected = left.CompareTo(right) switch
                    {
                        ClockOrder.Before => ClockOrder.After,
                        ClockOrder.After => ClockOrder.Before,
                        ClockOrder same => same,
                    };

                    Assert.Equal(expected, right.CompareTo(left));
                }
            );

    [Theory]
    [InlineData(1, 2, 1, 3, ClockOrder.Before)]
    [InlineData(1, 2, 1, 2, ClockOrder.Equal)]
    [InlineData(1, 2, 2, 2, ClockOrder.Concurrent)]
    public void Clocks_compare_by_what_they_have_seen(
        long actor,
        long count,
        long other,
        long otherCount,
        ClockOrder order
    )
    {
        VectorClock left = VectorClock.Empty.With(actor, count);
        VectorClock right = VectorClock.Empty.With(other, otherCount);

        Assert.Equal(order, left.CompareTo(right));
    }
}
