using Simulation.Kernel;
using Simulation.Kernel.Randomness;

namespace Simulation.Reports.Statistics;

/// <summary>Asks whether two groups of numbers may well come from the same source, by their ranks alone.</summary>
/// <remarks>
/// Source: Mann and Whitney, "On a Test of Whether one of Two Random Variables is Stochastically Larger than the
/// Other", 1947; ties take the mean of their ranks, and the distribution is taken over those very ranks.
/// </remarks>
public static class RankTest
{
    /// <summary>Up to so many numbers in both groups every way to deal them out is counted.</summary>
    public const int ExactMax = 100;

    private const int Shuffles = 20_000;

    /// <summary>
    /// The two-sided probability that groups of these sizes differ at least as much in rank when chance alone
    /// dealt the numbers out; from just above 0 to 1.
    /// </summary>
    /// <param name="first">At least one number.</param>
    /// <param name="second">At least one number.</param>
    /// <param name="random">Shuffles groups that are too large to count.</param>
    public static double Probability(
        IReadOnlyList<double> first,
        IReadOnlyList<double> second,
        RandomStream random
    )
    {
        Invariant.That(first.Count > 0);
        Invariant.That(second.Count > 0);
        int[] ranks = DoubledRanks([.. first, .. second]);
        int sum = ranks.Take(first.Count).Sum();
        return ranks.Length <= ExactMax
            ? Counted(ranks, first.Count, sum)
            : Shuffled(ranks, first.Count, sum, random);
    }

    /// <summary>How often a number of the first group exceeds one of the second, ties half; from 0 to 1.</summary>
    /// <remarks>Source: Vargha and Delaney, "A Critique and Improvement of the CL Common Language Effect Size
    /// Statistics", 2000.</remarks>
    public static double Superiority(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        int halves = first.Sum(one => second.Sum(other => 1 + one.CompareTo(other)));
        return halves / (2.0 * first.Count * second.Count);
    }

    /// <summary>Ranks from 1, doubled so that the mean of two neighbours is whole.</summary>
    private static int[] DoubledRanks(double[] values) =>
        [
            .. values.Select(value =>
                (2 * values.Count(other => other < value)) + values.Count(other => other.Equals(value)) + 1
            ),
        ];

    private static double Counted(int[] ranks, int size, int sum)
    {
        int total = ranks.Sum();
        double[,] ways = new double[size + 1, total + 1];
        ways[0, 0] = 1;
        foreach (int rank in ranks)
        {
            for (int chosen = size; chosen >= 1; chosen--)
            {
                for (int reached = total; reached >= rank; reached--)
                {
                    ways[chosen, reached] += ways[chosen - 1, reached - rank];
                }
            }
        }

        double all = 0;
        double extreme = 0;
        for (int reached = 0; reached <= total; reached++)
        {
            all += ways[size, reached];
            extreme += IsAsFar(reached, sum, ranks.Length, size) ? ways[size, reached] : 0;
        }

        return Math.Min(extreme / all, 1);
    }

    private static double Shuffled(int[] ranks, int size, int sum, RandomStream random)
    {
        int extreme = 1;
        for (int shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            int reached = 0;
            for (int index = 0; index < size; index++)
            {
                int other = index + random.NextBelow(ranks.Length - index);
                (ranks[index], ranks[other]) = (ranks[other], ranks[index]);
                reached += ranks[index];
            }

            extreme += IsAsFar(reached, sum, ranks.Length, size) ? 1 : 0;
        }

        return (double)extreme / (Shuffles + 1);
    }

    private static bool IsAsFar(int reached, int sum, int count, int size)
    {
        int middle = size * (count + 1);
        return Math.Abs(reached - middle) >= Math.Abs(sum - middle);
    }
}
