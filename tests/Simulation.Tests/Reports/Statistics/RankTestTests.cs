using CsCheck;
using Simulation.Kernel.Randomness;
using Simulation.Reports.Statistics;

namespace Simulation.Tests.Reports.Statistics;

public sealed class RankTestTests
{
    [Theory]
    [InlineData(3, 3, 2.0 / 20)]
    [InlineData(4, 4, 2.0 / 70)]
    [InlineData(5, 5, 2.0 / 252)]
    [InlineData(2, 7, 2.0 / 36)]
    public void Groups_that_do_not_overlap_have_the_probability_of_the_two_extreme_deals(
        int first,
        int second,
        double expected
    )
    {
        double[] low = [.. Enumerable.Range(0, first).Select(number => (double)number)];
        double[] high = [.. Enumerable.Range(100, second).Select(number => (double)number)];

        double probability = RankTest.Probability(low, high, new RandomStream(1));

        Assert.Equal(expected, probability, 12);
    }

    [Fact]
    public void A_worked_example_with_ties_gives_what_counting_by_hand_gives()
    {
        double probability = RankTest.Probability([1, 2], [1, 2, 3], new RandomStream(1));

        Assert.Equal(ByHand([3, 3, 7, 7, 10], 2, 10), probability, 12);
    }

    [Fact]
    public void Shuffling_large_groups_agrees_with_counting_them()
    {
        double[] first = [.. Enumerable.Range(0, 60).Select(number => (double)(number * 7 % 60))];
        double[] second = [.. Enumerable.Range(0, 60).Select(number => (number * 11 % 60) + 9.5)];

        double shuffled = RankTest.Probability(first, second, new RandomStream(1));
        double counted = RankTest.Probability(
            [.. first.Where((_, index) => index % 6 != 0)],
            [.. second.Where((_, index) => index % 6 != 0)],
            new RandomStream(1)
        );

        Assert.InRange(shuffled, 0.0001, 0.05);
        Assert.InRange(counted, 0.0001, 0.1);
    }

    [Fact]
    public void It_does_not_matter_which_group_is_first() =>
        Gen.Int[0, 9]
            .Array[1, 8]
            .Select(Gen.Int[0, 9].Array[1, 8])
            .Sample(
                (first, second) =>
                {
                    double[] one = [.. first.Select(number => (double)number)];
                    double[] other = [.. second.Select(number => (double)number)];
                    double forth = RankTest.Probability(one, other, new RandomStream(1));
                    double back = RankTest.Probability(other, one, new RandomStream(1));

                    Assert.Equal(forth, back, 12);
                    Assert.InRange(forth, double.Epsilon, 1);
                    Assert.Equal(1, RankTest.Superiority(one, other) + RankTest.Superiority(other, one), 12);
                },
                iter: 200
            );

    [Fact]
    public void Groups_of_one_source_are_told_apart_no_more_often_than_the_level_says()
    {
        RandomStream random = new(7);
        int told = 0;
        for (int trial = 0; trial < 1000; trial++)
        {
            double[] first = [.. Enumerable.Range(0, 6).Select(_ => random.NextUnit())];
            double[] second = [.. Enumerable.Range(0, 6).Select(_ => random.NextUnit())];
            told += RankTest.Probability(first, second, random) <= 0.05 ? 1 : 0;
        }

        Assert.InRange(told, 10, 65);
    }

    /// <summary>The share of all choices of ranks whose sum is as far from the middle as one sum is.</summary>
    private static double ByHand(int[] ranks, int size, int sum)
    {
        double middle = ranks.Sum() * size / (double)ranks.Length;
        int all = 0;
        int extreme = 0;
        for (int choice = 0; choice < 1 << ranks.Length; choice++)
        {
            if (int.PopCount(choice) == size)
            {
                int reached = ranks.Where((_, index) => (choice >> index & 1) == 1).Sum();
                all++;
                extreme += Math.Abs(reached - middle) >= Math.Abs(sum - middle) ? 1 : 0;
            }
        }

        return (double)extreme / all;
    }
}
