using Simulation.Kernel.Randomness;
using Simulation.Reports.Statistics;

namespace Simulation.Tests.Reports.Statistics;

public sealed class QuantileIntervalTests
{
    /// <summary>Ranks from published tables of distribution-free intervals.</summary>
    [Theory]
    [InlineData(6, 500, 1, 6)]
    [InlineData(10, 500, 2, 9)]
    [InlineData(20, 500, 6, 15)]
    [InlineData(100, 500, 40, 61)]
    public void The_ends_are_the_order_statistics_of_the_tables(int count, int permille, int low, int high)
    {
        QuantileInterval interval = QuantileInterval.Of(OneTo(count), permille);

        Assert.Equal((low, high), (interval.Low, interval.High));
    }

    [Fact]
    public void Too_few_numbers_have_no_upper_end()
    {
        QuantileInterval interval = QuantileInterval.Of(OneTo(100), 990);

        Assert.Equal(99, interval.Value);
        Assert.Equal(97, interval.Low);
        Assert.Null(interval.High);
    }

    [Fact]
    public void One_number_tells_nothing_but_itself()
    {
        Assert.Equal(new QuantileInterval(1, null, null), QuantileInterval.Of(OneTo(1), 500));
    }

    [Theory]
    [InlineData(50, 500)]
    [InlineData(400, 990)]
    [InlineData(3000, 999)]
    public void It_holds_the_true_quantile_about_as_often_as_it_says(int count, int permille)
    {
        RandomStream random = new(5);
        const int Trials = 2_000;
        int held = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            long[] numbers =
            [
                .. Enumerable.Range(0, count).Select(_ => (long)random.NextBelow(1_000_000)).Order(),
            ];
            QuantileInterval interval = QuantileInterval.Of(numbers, permille);
            long truth = permille * 1_000L;
            held += (interval.Low ?? 0) <= truth && truth <= (interval.High ?? long.MaxValue) ? 1 : 0;
        }

        Assert.InRange(held / (double)Trials, 0.94, 0.995);
    }

    private static long[] OneTo(int count) => [.. Enumerable.Range(1, count).Select(number => (long)number)];
}
