namespace Simulation.Scenarios.Validation;

/// <summary>A number that was simulated, and how sure it is.</summary>
/// <param name="Value">The number.</param>
/// <param name="HalfWidth">
/// Half of its 99 % interval; 0 for what does not vary, not a number where none was worked out.
/// </param>
/// <param name="SampleCount">From how many independent samples.</param>
public readonly record struct Estimate(double Value, double HalfWidth, long SampleCount)
{
    /// <summary>The standard normal quantile of a two-sided 99 % interval.</summary>
    private const double Z = 2.5758;

    /// <summary>What came out of something without chance.</summary>
    public static Estimate Certain(double value) => new(value, 0, 1);

    /// <summary>A quantile of samples, without an interval.</summary>
    /// <param name="ascending">The samples in order, at least one.</param>
    /// <param name="share">From 0 to 1.</param>
    public static Estimate Quantile(IReadOnlyList<double> ascending, double share) =>
        new(
            ascending[Math.Min((int)(ascending.Count * share), ascending.Count - 1)],
            double.NaN,
            ascending.Count
        );

    /// <summary>
    /// A quantile of independent samples; the interval comes from the samples whose ranks the quantile's own may
    /// be.
    /// </summary>
    /// <inheritdoc cref="Quantile"/>
    public static Estimate IndependentQuantile(IReadOnlyList<double> ascending, double share)
    {
        double spread = Z * Math.Sqrt(share * (1 - share) / ascending.Count);
        double below = Quantile(ascending, Math.Max(0, share - spread)).Value;
        double above = Quantile(ascending, Math.Min(1, share + spread)).Value;
        return Quantile(ascending, share) with { HalfWidth = (above - below) / 2 };
    }

    /// <summary>The share of independent trials that succeeded, with the normal interval.</summary>
    public static Estimate Proportion(long successes, long trials)
    {
        double share = (double)successes / trials;
        return new Estimate(share, Z * Math.Sqrt(share * (1 - share) / trials), trials);
    }

    /// <summary>The mean of independent samples, at least two.</summary>
    public static Estimate Mean(IReadOnlyCollection<double> samples)
    {
        double mean = samples.Average();
        double variance = samples.Sum(sample => (sample - mean) * (sample - mean)) / (samples.Count - 1);
        return new Estimate(mean, Z * Math.Sqrt(variance / samples.Count), samples.Count);
    }

    /// <summary>
    /// The mean of samples that follow on each other and resemble their neighbours: the interval comes from
    /// the means of 50 long batches, which do not.
    /// </summary>
    public static Estimate MeanOfBatches(IReadOnlyList<double> samples) =>
        Mean([.. Batches(samples, 50)]) with
        {
            SampleCount = samples.Count,
        };

    /// <summary>The means of so many batches of equal length; what is left over at the end is left out.</summary>
    public static IEnumerable<double> Batches(IReadOnlyList<double> samples, int count)
    {
        int length = samples.Count / count;
        return Enumerable
            .Range(0, count)
            .Select(batch => samples.Skip(batch * length).Take(length).Average());
    }
}
