using Simulation.Kernel.Randomness;
using Simulation.Reports.Statistics;

namespace Simulation.Tests.Reports.Statistics;

public sealed class BootstrapTests
{
    [Fact]
    public void The_interval_holds_the_true_mean_about_as_often_as_it_says()
    {
        RandomStream random = new(3);
        int held = 0;
        for (int trial = 0; trial < 300; trial++)
        {
            double[] values = [.. Enumerable.Range(0, 30).Select(_ => random.NextUnit())];
            Interval interval = Bootstrap.Mean(values, random);
            held += interval.Low <= 0.5 && interval.High >= 0.5 ? 1 : 0;
        }

        Assert.InRange(held, 265, 296);
    }

    [Fact]
    public void The_same_stream_gives_the_same_interval()
    {
        Interval first = Bootstrap.Difference([1, 2, 5], [2, 3, 9], new RandomStream(5));
        Interval second = Bootstrap.Difference([1, 2, 5], [2, 3, 9], new RandomStream(5));

        Assert.Equal(first, second);
        Assert.True(first.Low < first.High);
    }
}
