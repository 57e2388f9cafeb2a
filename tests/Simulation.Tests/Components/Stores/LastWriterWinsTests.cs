using CsCheck;
using Simulation.Components.Stores.MultiLeader;
using Simulation.Histories;

namespace Simulation.Tests.Components.Stores;

public sealed class LastWriterWinsTests
{
    private static readonly Gen<StampedWrite[]> Writes = Gen.Select(
            Gen.Int[0, 4],
            Gen.Long[0, 6],
            Gen.Int[0, 2],
            Gen.Int[0, 2]
        )
        .Array[0, 30]
        .Select(drawn =>
            drawn
                .Select(
                    (write, index) =>
                        new StampedWrite(
                            $"k{write.Item1}",
                            Value.Of(index),
                            index,
                            new HybridStamp(write.Item2, write.Item3, write.Item4)
                        )
                )
                .ToArray()
        );

    [Fact]
    public void The_order_and_number_of_deliveries_make_no_difference() =>
        Gen.Select(Writes, Gen.Int[0, 1_000])
            .Sample(
                (writes, turn) =>
                {
                    var one = new LastWriterWins();
                    var other = new LastWriterWins();

                    Array.ForEach(writes, write => one.Merge(write));
                    foreach (
                        StampedWrite write in writes.Reverse().Concat(writes.Take(turn % (writes.Length + 1)))
                    )
                    {
                        other.Merge(write);
                    }

                    Assert.Equal(one.All, other.All);
                    Assert.Equal(one.ToDigest(), other.ToDigest());
                }
            );

    [Fact]
    public void The_digest_names_the_part_that_differs()
    {
        var one = new LastWriterWins();
        var other = new LastWriterWins();
        var write = new StampedWrite("k1", Value.Of(1), 0, new HybridStamp(1, 0, 0));

        one.Merge(write);

        int part = Assert.Single(one.PartsThatDiffer(other.ToDigest()));
        Assert.Equal([write], one.WritesOf(part));
    }
}
