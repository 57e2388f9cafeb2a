using Simulation.Kernel;
using Simulation.Kernel.Randomness;

namespace Simulation.Reports.Statistics;

/// <summary>Two ends between which a number lies with 95 % confidence.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end, not below <paramref name="Low"/>.</param>
public readonly record struct Interval(double Low, double High);

/// <summary>Tells how far a mean may be off by drawing the same numbers again and again.</summary>
/// <remarks>Source: Efron, "Bootstrap Methods: Another Look at the Jackknife", 1979; the percentile
/// interval.</remarks>
public static class Bootstrap
{
    private const int Resamples = 2_000;
    private const int Tail = Resamples / 40;

    /// <summary>The interval of the mean.</summary>
    /// <param name="values">At least one number; of a single one the interval is that number.</param>
    /// <param name="random">The same stream gives the same interval.</param>
    public static Interval Mean(IReadOnlyList<double> values, RandomStream random) =>
        Of(() => Resampled(values, random));

    /// <summary>The interval of the first mean less the second, each group drawn for itself.</summary>
    public static Interval Difference(
        IReadOnlyList<double> first,
        IReadOnlyList<double> second,
        RandomStream random
    ) => Of(() => Resampled(first, random) - Resampled(second, random));

    private static Interval Of(Func<double> draw)
    {
        double[] draws = [.. Enumerable.Range(0, Resamples).Select(_ => draw())];
        Array.Sort(draws);
        return new Interval(draws[Tail], draws[Resamples - 1 - Tail]);
    }

    private static double Resampled(IReadOnlyList<double> values, RandomStream random)
    {
        Invariant.That(values.Count > 0);
        double sum = 0;
        for (int index = 0; index < values.Count; index++)
        {
            sum += values[random.NextBelow(values.Count)];
        }

        return sum / values.Count;
    }
}
