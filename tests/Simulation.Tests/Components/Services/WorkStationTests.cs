using Simulation.Components.Services;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Validation;
using Simulation.Testing;

namespace Simulation.Tests.Components.Services;

public sealed class WorkStationTests
{
    private const long Second = 1_000_000_000;

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
        var gap = Distribution.Constant(20 * Second);
        var options = new StationOptions { ServiceTime = Distribution.Constant(Second) };
        world.Deploy(node, "station@n1", () => new StationLoad("station", gap, options));

        world.RunUntil(SimTime.Zero + 30.Seconds);

        SampleSeries stays = world.Metrics.Samples("station", "stay");
        Assert.Equal([3 * Second], stays.In(SimTime.Zero, SimTime.MaxValue));
    }
}
