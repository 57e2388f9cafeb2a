using Simulation.Components.Services;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Components.Services;

public sealed class WorkStationTests
{
    private const long Second = 1_000_000_000;

    [Theory]
    [InlineData(1, 0.5, 2.0)]
    [InlineData(1, 0.8, 5.0)]
    [InlineData(1, 0.9, 10.0)]
    [InlineData(2, 0.8, 2.777778)]
    [InlineData(4, 0.8, 1.745541)]
    [InlineData(8, 0.8, 1.286028)]
    public void The_mean_stay_is_that_of_Erlang_C(int workers, double load, double stays)
    {
        // 1,000,000 jobs of 1 s on average; the error of the mean shrinks with 1 - load.
        Measured measured = Simulate(workers, load, limit: null, jobs: 1_000_000);

        Assert.InRange(measured.StayMean, stays * 0.98, stays * 1.02);
        Assert.Equal(0, measured.Rejected);
    }

    [Fact]
    public void The_99th_percentile_of_one_worker_is_exponential()
    {
        Measured measured = Simulate(workers: 1, load: 0.8, limit: null, jobs: 1_000_000);

        Assert.InRange(measured.StayP99, 4.60517 / 0.2 * 0.96, 4.60517 / 0.2 * 1.04);
    }

    [Fact]
    public void Ten_workers_without_a_queue_lose_what_Erlang_B_says()
    {
        Measured measured = Simulate(workers: 10, load: 0.8, limit: 0, jobs: 1_000_000);

        Assert.InRange(measured.LossRatio, 0.1216611 * 0.98, 0.1216611 * 1.02);
    }

    [Theory]
    [InlineData(1, 0.9, null)]
    [InlineData(4, 0.8, null)]
    [InlineData(1, 1.5, 10)]
    public void The_number_present_is_the_rate_of_arrival_times_the_mean_stay(
        int workers,
        double load,
        int? limit
    )
    {
        Measured measured = Simulate(workers, load, limit, jobs: 200_000);

        double product = measured.EnteredPerSecond * measured.StayMean;
        Assert.InRange(measured.PresentMean, product * 0.99, product * 1.01);
    }

    [Fact]
    public void A_full_queue_that_sheds_turns_away_who_waited_longest()
    {
        List<string> lines = [];
        using var test = new TestWorld();
        test.Add(
            "n1",
            process =>
            {
                var options = new StationOptions
                {
                    ServiceTime = Distribution.Constant(Second),
                    Queue = new QueueOptions { Limit = 2, WhenFull = WhenFull.Shed },
                };
                var station = new WorkStation<string>(
                    test.World.Topology.Nodes[0],
                    name => process.In(1000.Seconds, () => { }),
                    options,
                    test.World.Random
                );
                foreach (string job in (string[])["a", "b", "c", "d"])
                {
                    bool isIn = station.TryEnter(job, out _, out string? shed);
                    lines.Add($"{job} {isIn} {shed}");
                }
            }
        );

        test.RunTo(1.Seconds);

        Assert.Equal(["a True ", "b True ", "c True ", "d True b"], lines);
    }

    [Fact]
    public void A_slow_node_takes_longer_for_the_same_job()
    {
        using World world = Simulator.Current.CreateWorld(1);
        Node node = world.Topology.AddNode("n1", StoreWorld.Here);
        node.SlowDown(3);
        world.Deploy(
            node,
            "station@n1",
            () => new Load(Distribution.Constant(1), 1, new() { ServiceTime = Distribution.Constant(Second) })
        );

        world.RunUntil(SimTime.Zero + 10.Seconds);

        SampleSeries stays = world.Metrics.Samples("station", "stay");
        Assert.Equal([3 * Second], stays.In(SimTime.Zero, SimTime.MaxValue));
    }

    private static Measured Simulate(int workers, double load, int? limit, int jobs)
    {
        using World world = Simulator.Current.CreateWorld(20);
        Node node = world.Topology.AddNode("n1", StoreWorld.Here);
        var options = new StationOptions
        {
            Workers = workers,
            ServiceTime = new Exponential(Second),
            Queue = new QueueOptions { Limit = limit },
        };
        var gap = new Exponential((long)(Second / (workers * load)));
        world.Deploy(node, "station@n1", () => new Load(gap, jobs, options));
        SimTime end = SimTime.Zero + new SimDuration((long)(jobs / (workers * load) * Second));

        world.RunUntil(end);

        world.Metrics.Settle();
        return new Measured(world.Metrics, end);
    }

    private sealed class Measured
    {
        public Measured(MetricRegistry metrics, SimTime end)
        {
            long[] stays = [.. metrics.Samples("station", "stay").In(SimTime.Zero, SimTime.MaxValue).Order()];
            double seconds = end.Nanoseconds / (double)Second;
            long entered = metrics.Counts("station", "arrivals").Total;
            Rejected = metrics.Counts("station", "rejected").Total;
            StayMean = stays.Average() / Second;
            StayP99 = stays[stays.Length * 99 / 100] / (double)Second;
            LossRatio = Rejected / (double)(Rejected + entered);
            EnteredPerSecond = entered / seconds;
            PresentMean =
                (double)metrics.Levels("station", "present").AreaIn(SimTime.Zero, end) / Second / seconds;
        }

        public double StayMean { get; }

        public double StayP99 { get; }

        public double LossRatio { get; }

        public long Rejected { get; }

        public double EnteredPerSecond { get; }

        public double PresentMean { get; }
    }

    /// <summary>Brings so many jobs to a station of its own.</summary>
    private sealed class Load(Distribution gap, int jobs, StationOptions options) : Process
    {
        private RandomStream _gaps = null!;
        private ProcessTimer _arrival = null!;
        private WorkStation<int> _station = null!;
        private int _left = jobs;

        protected override void OnStart()
        {
            _gaps = World.Random.Split("gaps");
            _arrival = CreateTimer("arrival");
            _station = new WorkStation<int>(
                Address.Node,
                CreateTimer,
                options,
                World.Random.Split("service"),
                new StationMeters(World.Metrics, "station")
            );
            _arrival.Set(new SimDuration(gap.Draw(_gaps)));
        }

        protected override void OnMessage(ProcessRef source, object message) =>
            throw new InvariantViolation("nobody writes to it");

        protected override void OnTimer(ProcessTimer timer)
        {
            if (!ReferenceEquals(timer, _arrival))
            {
                Assert.True(_station.TryFinish(timer, out _));
                return;
            }

            _station.TryEnter(_left);
            if (--_left > 0)
            {
                _arrival.Set(new SimDuration(gap.Draw(_gaps)));
            }
        }
    }
}
