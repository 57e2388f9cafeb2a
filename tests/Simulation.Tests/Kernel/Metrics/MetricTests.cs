using Simulation.Kernel.Metrics;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Kernel.Metrics;

public sealed class MetricTests
{
    [Fact]
    public void A_series_counts_in_buckets_of_virtual_time()
    {
        using var test = new TestWorld();
        TimeSeries series = test.World.Metrics.PerBucket("rings", 1.Seconds);
        test.Add(
            "a",
            process =>
            {
                foreach (
                    SimDuration after in (SimDuration[])
                        [100.Milliseconds, 900.Milliseconds, 2500.Milliseconds]
                )
                {
                    process.In(after, () => series.Add());
                }
            }
        );

        test.RunTo(5.Seconds);

        Assert.Equal([2, 0, 1], series.Sums);
    }

    [Fact]
    public void A_latency_histogram_keeps_three_digits()
    {
        var histogram = new LatencyHistogram();
        for (int milliseconds = 1; milliseconds <= 1_000; milliseconds++)
        {
            histogram.Record(milliseconds.Milliseconds);
        }

        Assert.InRange(histogram.Percentile(50).TotalMilliseconds, 499.5, 500.9);
        Assert.InRange(histogram.Percentile(99).TotalMilliseconds, 989.0, 991.0);
        Assert.Equal(1_000, histogram.Count);
    }

    [Fact]
    public void A_gauge_remembers_its_highest_level()
    {
        var gauge = new Gauge();
        gauge.Add(3);
        gauge.Add(4);
        gauge.Add(-6);

        Assert.Equal((1, 7), (gauge.Value, gauge.Highest));
    }

    [Fact]
    public void A_name_gives_the_same_metric_again()
    {
        using var test = new TestWorld();

        test.World.Metrics.Counter("things").Add(2);

        Assert.Equal(2, test.World.Metrics.Counter("things").Value);
    }
}
