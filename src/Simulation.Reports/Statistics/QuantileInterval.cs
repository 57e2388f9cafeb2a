using Simulation.Kernel;

namespace Simulation.Reports.Statistics;

/// <summary>A quantile of measured numbers, and between which of them the true one lies.</summary>
/// <param name="Value">The smallest number that the share of all does not exceed (nearest rank).</param>
/// <param name="Low">The lower end of the interval; null where there are too few numbers for one.</param>
/// <param name="High">The upper end; null where there are too few numbers for one.</param>
/// <remarks>
/// With 95 % confidence or a little more, whatever the distribution, if the numbers were drawn independently: the
/// count of numbers below the true quantile is binomial, so its tails say which order statistics enclose it. Made of
/// additions, multiplications and divisions alone, which every machine rounds alike. Source: David and Nagaraja,
/// "Order Statistics", 3rd edition, section 7.1.
/// </remarks>
public readonly record struct QuantileInterval(long Value, long? Low, long? High)
{
    private const double Tail = 0.025;

    /// <summary>Weights this much smaller than the largest change nothing.</summary>
    private const double Negligible = 1e-18;

    /// <summary>The quantile of numbers.</summary>
    /// <param name="sorted">Ascending; at least one.</param>
    /// <param name="permille">The share in thousandths, from 1 to 999.</param>
    public static QuantileInterval Of(long[] sorted, int permille)
    {
        Invariant.That(sorted.Length > 0);
        Invariant.That(permille is > 0 and < 1000);
        int rank = (int)((((long)sorted.Length * permille) + 999) / 1000);
        (int below, int above) = Ranks(sorted.Length, permille / 1000.0);
        return new QuantileInterval(
            sorted[rank - 1],
            below > 0 ? sorted[below - 1] : null,
            above <= sorted.Length ? sorted[above - 1] : null
        );
    }

    /// <summary>
    /// The ranks, counted from 1, of the two numbers that enclose the quantile; 0 and one more than the count stand
    /// for numbers that are not there.
    /// </summary>
    private static (int Below, int Above) Ranks(int count, double share)
    {
        int mode = Math.Min((int)((count + 1) * share), count);
        (int first, List<double> weights) = Weights(count, share, mode);
        double all = weights.Sum();
        double sum = 0;
        int below = first;
        int above = first + weights.Count;
        for (int place = 0; place < weights.Count; place++)
        {
            sum += weights[place];
            int successes = first + place;
            if (sum <= Tail * all)
            {
                below = successes + 1;
            }

            if (sum >= (1 - Tail) * all)
            {
                above = successes + 1;
                break;
            }
        }

        return (below, above);
    }

    /// <summary>The binomial weights, the largest taken as 1, and how many successes the first is of.</summary>
    private static (int First, List<double> Weights) Weights(int count, double share, int mode)
    {
        double odds = share / (1 - share);
        List<double> lower = [];
        int first = mode;
        for (double weight = 1; first > 0; first--)
        {
            weight *= first / ((count - first + 1) * odds);
            if (weight < Negligible)
            {
                break;
            }

            lower.Add(weight);
        }

        lower.Reverse();
        List<double> weights = [.. lower, 1];
        double upper = 1;
        for (int successes = mode; successes < count && upper >= Negligible; successes++)
        {
            upper *= (count - successes) * odds / (successes + 1);
            weights.Add(upper);
        }

        return (first, weights);
    }
}
