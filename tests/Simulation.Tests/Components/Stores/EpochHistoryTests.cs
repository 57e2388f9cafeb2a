using CsCheck;
using Simulation.Components.Stores.PrimaryBackup;

namespace Simulation.Tests.Components.Stores;

public sealed class EpochHistoryTests
{
    [Fact]
    public void The_common_prefix_is_as_long_as_the_records_agree() =>
        Gen.Select(Gen.Int[0, 6].Array[0, 5], Gen.Int[0, 6].Array[0, 5], Gen.Int[0, 6].Array[0, 5])
            .Sample(
                (shared, own, other) =>
                {
                    // Epochs that only one log knows are odd in the one and even in the other: each has one
                    // primary.
                    long[] one = [.. Log(shared, 0, 1), .. Log(own, 10, 2)];
                    long[] two = [.. Log(shared, 0, 1), .. Log(other, 11, 2)];

                    long common = HistoryOf(one)
                        .CommonPrefix(one.Length, HistoryOf(two).ToArray(), two.Length);

                    long expected = one.Zip(two).TakeWhile(pair => pair.First == pair.Second).Count();
                    Assert.Equal(expected, common);
                }
            );

    [Fact]
    public void A_log_that_stops_within_an_epoch_shares_what_it_has()
    {
        EpochHistory history = HistoryOf([1, 1, 2, 2, 2]);

        long common = history.CommonPrefix(5, [new EpochStart(1, 0), new EpochStart(2, 2)], 3);

        Assert.Equal(3, common);
    }

    [Fact]
    public void A_cut_forgets_the_epochs_that_began_behind_it()
    {
        EpochHistory history = HistoryOf([1, 1, 2, 3]);

        history.CutFrom(3);

        Assert.Equal([new EpochStart(1, 0), new EpochStart(2, 2)], history.ToArray());
    }

    private static IEnumerable<long> Log(int[] lengths, int first, int step) =>
        lengths.SelectMany((length, index) => Enumerable.Repeat((long)(first + (index * step)) + 1, length));

    private static EpochHistory HistoryOf(long[] epochs)
    {
        var history = new EpochHistory([]);
        for (int position = 0; position < epochs.Length; position++)
        {
            history.Append(epochs[position], position);
        }

        return history;
    }
}
