using CsCheck;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Kernel.Metrics;

public sealed class MetricSeriesTests
{
    [Fact]
    public void A_count_is_known_for_each_part_of_the_run()
    {
        using var test = new TestWorld();
        CountSeries reads = test.World.Metrics.Counts("db", "reads", ("shard", "3"));
        test.Add("a", process => At(process, [50, 150, 150, 950], () => reads.Add(2)));

        test.RunTo(2.Seconds);

        Assert.Equal(8, reads.Total);
        Assert.Equal(2, reads.SumIn(Instant(0), Instant(100)));
        Assert.Equal(4, reads.SumIn(Instant(100), Instant(900)));
        Assert.Equal(0, reads.SumIn(Instant(1_000), Instant(60_000)));
        Assert.Equal("db.reads{shard=3}", reads.Identity.ToString());
    }

    [Fact]
    public void A_level_knows_its_peaks_and_how_long_each_level_stood()
    {
        using var test = new TestWorld();
        LevelSeries queue = test.World.Metrics.Levels("db", "queue");
        int[] levels = [4, 9, 1];
        int next = 0;
        test.Add("a", process => At(process, [100, 250, 260], () => queue.Set(levels[next++])));

        test.RunTo(500.Milliseconds);
        test.World.Metrics.Settle();

        Assert.Equal([0, 4, 9, 1, 1], queue.HighestIn(Instant(0), Instant(500)));
        Assert.Equal(
            (Int128)((4 * 150_000_000) + (9 * 10_000_000) + 240_000_000),
            queue.AreaIn(Instant(0), Instant(500))
        );
    }

    [Fact]
    public void The_area_under_a_level_is_the_sum_of_its_steps() =>
        Gen.Select(Gen.Int[1, 400], Gen.Int[0, 20])
            .Array[1, 30]
            .Sample(
                steps =>
                {
                    using var test = new TestWorld();
                    LevelSeries level = test.World.Metrics.Levels("a", "level");
                    long expected = 0;
                    int at = 0;
                    int value = 0;
                    test.Add(
                        "a",
                        process =>
                        {
                            foreach ((int pause, int next) in steps)
                            {
                                expected += (long)pause * value;
                                at += pause;
                                value = next;
                                process.In(at.Milliseconds, () => level.Set(next));
                            }
                        }
                    );

                    test.RunTo(20.Seconds);
                    test.World.Metrics.Settle();

                    expected += (20_000L - at) * value;
                    Assert.Equal((Int128)expected * 1_000_000, level.AreaIn(Instant(0), Instant(20_000)));
                },
                iter: 100,
                threads: 1
            );

    [Fact]
    public void Samples_are_found_by_their_time()
    {
        using var test = new TestWorld();
        SampleSeries latency = test.World.Metrics.Samples("api", "latency");
        test.Add(
            "a",
            process => At(process, [10, 20, 30, 40], () => latency.Record(process.Now - Instant(0)))
        );

        test.RunTo(1.Seconds);

        Assert.Equal([20_000_000, 30_000_000], latency.In(Instant(20), Instant(40)));
        Assert.True(latency.IsTime);
    }

    private static SimTime Instant(int milliseconds) => SimTime.Zero + milliseconds.Milliseconds;

    private static void At(ScriptedProcess process, int[] milliseconds, Action action)
    {
        foreach (int time in milliseconds)
        {
            process.In(time.Milliseconds, action);
        }
    }
}
