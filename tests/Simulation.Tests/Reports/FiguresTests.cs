using Simulation.Kernel.Time;
using Simulation.Reports;
using Simulation.Reports.Comparisons;

namespace Simulation.Tests.Reports;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, 0, "-")]
    [InlineData(0, 10, "0.0%")]
    [InlineData(10, 10, "100.0%")]
    [InlineData(99_999, 100_000, "99.9%")]
    [InlineData(1, 100_000, "<0.1%")]
    public void A_share_says_all_or_nothing_only_when_it_is(long part, long whole, string expected) =>
        Assert.Equal(expected, Figures.Share(part, whole));

    [Theory]
    [InlineData(0, 100, "0")]
    [InlineData(17, 100, "1 in 6")]
    [InlineData(1, 1284, "1 in 1,284")]
    [InlineData(90, 100, "90.0%")]
    public void Odds_are_said_as_one_in_so_many(long part, long whole, string expected) =>
        Assert.Equal(expected, Figures.Odds(part, whole));

    [Theory]
    [InlineData(999, "999 ns")]
    [InlineData(1_000, "1 us")]
    [InlineData(999_600, "1 ms")]
    [InlineData(1_240_000, "1.2 ms")]
    [InlineData(43_400_000, "43 ms")]
    [InlineData(999_900_000, "1 s")]
    [InlineData(6_200_000_000, "6.2 s")]
    public void A_length_takes_the_unit_that_fits(long nanoseconds, string expected) =>
        Assert.Equal(expected, Figures.Length(new SimDuration(nanoseconds)));

    [Fact]
    public void Quantiles_of_several_seeds_are_taken_from_all_latencies_together()
    {
        var outcomes = new[]
        {
            SampleRuns.Run("session", 42).Workloads[0],
            SampleRuns.Run("session", 43).Workloads[0],
        };
        var window = outcomes[0].Windows[1];
        long[] all =
        [
            .. outcomes
                .SelectMany(outcome =>
                    WindowPool.Latencies(outcome.History.Operations, window.Start, window.End)
                )
                .Order(),
        ];

        var pooled = WindowPool.Join(window.Name, outcomes);

        long expected = all.First(value => all.Count(other => other <= value) * 100 >= all.Length * 99);
        Assert.Equal(expected, pooled.LatencyP99!.Value.Nanoseconds);
        Assert.Equal(outcomes.Sum(outcome => outcome.Windows[1].Succeeded), pooled.Succeeded);
        Assert.Equal(all.Length, pooled.Succeeded);
    }
}
