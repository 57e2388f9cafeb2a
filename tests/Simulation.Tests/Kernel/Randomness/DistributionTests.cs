using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Kernel.Randomness;

public sealed class DistributionTests
{
    private const int Draws = 400_000;

    [Theory]
    [InlineData("exponential(1ms)", 1.0, 0.693147, 4.605170, 6.907755)]
    [InlineData("normal(5ms, 500us)", 5.0, 5.0, 6.163174, 6.545116)]
    [InlineData("uniform(0ms, 2ms)", 1.0, 1.0, 1.98, 1.998)]
    [InlineData("pareto(900us, 10)", 1.0, 0.964595, 1.426404, 1.795736)]
    [InlineData("lognormal(15, 0.5)", 3.704282, 3.269017, 10.461, 15.325)]
    public void Draws_have_the_mean_and_percentiles_of_theory(
        string text,
        double mean,
        double p50,
        double p99,
        double p999
    )
    {
        Assert.True(DistributionText.Try(text, out Distribution distribution, out string problem), problem);

        double[] sorted = [.. Sorted(distribution).Select(nanoseconds => nanoseconds / 1e6)];

        Assert.InRange(sorted.Average() / mean, 0.99, 1.01);
        Assert.InRange(sorted[Draws / 2] / p50, 0.99, 1.01);
        Assert.InRange(sorted[Draws / 100 * 99] / p99, 0.98, 1.02);
        Assert.InRange(sorted[Draws / 1_000 * 999] / p999, 0.94, 1.06);
    }

    [Fact]
    public void A_fitted_log_normal_meets_both_of_its_percentiles()
    {
        long[] sorted = Sorted(LogNormal.Fit(40_000_000, 90_000_000));

        Assert.InRange(sorted[Draws / 2], 39_800_000, 40_200_000);
        Assert.InRange(sorted[Draws / 100 * 99], 89_000_000, 91_000_000);
    }

    [Fact]
    public void Mixtures_and_measured_values_have_their_means()
    {
        var mixture = new Mixture(
            [new Ratio(900_000), new Ratio(100_000)],
            [Distribution.Constant(1_000), Distribution.Constant(11_000)]
        );

        Assert.InRange(Sorted(mixture).Average(), 1_960, 2_040);
        Assert.InRange(Sorted(new Empirical([1_000, 2_000, 3_000])).Average(), 1_990, 2_010);
    }

    [Theory]
    [InlineData("40ms")]
    [InlineData("uniform(1ms, 2ms)")]
    [InlineData("exponential(1ms)")]
    [InlineData("normal(5ms, 1ms)")]
    [InlineData("pareto(235us, 10)")]
    [InlineData("lognormal(15, 0.35)")]
    public void A_distribution_describes_itself_as_it_was_written(string text)
    {
        Assert.True(DistributionText.Try(text, out Distribution value, out string problem), problem);

        Assert.Equal(text, value.Describe(nanoseconds => new SimDuration(nanoseconds).ToString()));
    }

    [Theory]
    [InlineData("uniform(2ms, 1ms)")]
    [InlineData("exponential(1)")]
    [InlineData("exponential(0ms)")]
    [InlineData("pareto(1ms)")]
    [InlineData("pareto(1ms, 0)")]
    [InlineData("normal(1ms, 1ms")]
    [InlineData("gaussian(1ms, 1ms)")]
    [InlineData("-1ms")]
    public void A_wrong_distribution_says_what_to_write(string text)
    {
        bool isRead = DistributionText.Try(text, out _, out string problem);

        Assert.False(isRead);
        Assert.NotEmpty(problem);
    }

    private static long[] Sorted(Distribution distribution)
    {
        var random = new RandomStream(42);
        long[] values = new long[Draws];
        for (int index = 0; index < Draws; index++)
        {
            values[index] = distribution.Draw(random);
        }

        Array.Sort(values);
        return values;
    }
}
