using Simulation.Kernel.Randomness;
using Simulation.Reports.Statistics;

namespace Simulation.Reports.Comparisons;

/// <summary>What can be told of a design against the baseline.</summary>
public enum Told
{
    /// <summary>The numbers do not suffice to tell.</summary>
    CannotTell,

    /// <summary>Every number of both is the same.</summary>
    Same,

    /// <summary>It is better.</summary>
    Better,

    /// <summary>It is worse.</summary>
    Worse,
}

/// <summary>A measure of a design against the same measure of the baseline.</summary>
/// <remarks>
/// Better or worse is told only where the rank test and the interval of the difference of means agree, at 5 %.
/// </remarks>
public sealed record Contrast
{
    /// <summary>The probability below which chance is ruled out.</summary>
    public const double Level = 0.05;

    /// <summary>The interval of the design's mean less the baseline's.</summary>
    public required Interval Difference { get; init; }

    /// <summary>The difference of means as a part of the baseline's mean; null when that is 0.</summary>
    public required double? Change { get; init; }

    /// <summary>How often a number of the design exceeds one of the baseline, from 0 to 1.</summary>
    public required double Superiority { get; init; }

    /// <summary>The rank test's probability.</summary>
    public required double Probability { get; init; }

    /// <summary>What can be told.</summary>
    public required Told Told { get; init; }

    /// <summary>Compares two groups of numbers.</summary>
    /// <param name="measure">Says what is better.</param>
    /// <param name="values">The design's, one a seed.</param>
    /// <param name="baseline">The baseline's, one a seed.</param>
    /// <param name="random">The same stream gives the same contrast.</param>
    public static Contrast Of(
        Measure measure,
        IReadOnlyList<double> values,
        IReadOnlyList<double> baseline,
        RandomStream random
    )
    {
        double usual = baseline.Average();
        double change = values.Average() - usual;
        Interval difference = Bootstrap.Difference(values, baseline, random.Split("difference"));
        double probability = RankTest.Probability(values, baseline, random.Split("ranks"));
        return new Contrast
        {
            Difference = difference,
            Change = usual == 0 ? null : change / usual,
            Superiority = RankTest.Superiority(values, baseline),
            Probability = probability,
            Told =
                values.Concat(baseline).Distinct().Count() == 1 ? Told.Same
                : probability > Level || (difference.Low <= 0 && difference.High >= 0) ? Told.CannotTell
                : change > 0 == measure.IsMoreBetter ? Told.Better
                : Told.Worse,
        };
    }
}
