using Simulation.Components.Services;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Scenarios.Validation;

/// <summary>
/// A work station under Poisson arrivals, alone in a world, measured in windows that follow on each other; the
/// one before the first is left out, since the station was empty at its beginning.
/// </summary>
internal sealed record StationTrial
{
    /// <summary>How many windows are measured: so many that their means can be taken for normal.</summary>
    public const int WindowCount = 50;

    private const string Name = "station";

    /// <summary>How many jobs are served at once.</summary>
    public int Workers { get; init; } = 1;

    /// <summary>The rate of arrivals over the rate at which all workers together can serve.</summary>
    public required double Load { get; init; }

    /// <summary>How many may wait; null for any number.</summary>
    public int? QueueLimit { get; init; }

    /// <summary>About how many jobs come in all windows together.</summary>
    public required int Jobs { get; init; }

    /// <summary>What chance comes from: trials with different seeds have nothing in common.</summary>
    public required ulong Seed { get; init; }

    /// <summary>How long a job takes, in nanoseconds: the unit that results are told in is its mean.</summary>
    public Distribution ServiceTime { get; init; } = new Exponential(ServiceMean.Nanoseconds);

    /// <summary>The mean of <see cref="ServiceTime"/>.</summary>
    public static SimDuration ServiceMean { get; } = 10.Milliseconds;

    /// <summary>The length of a window: a whole number of the buckets that metrics are kept in.</summary>
    private SimDuration WindowLength =>
        100.Milliseconds
        * (1 + (long)(Jobs / (Workers * Load) * ServiceMean.TotalSeconds * 10 / WindowCount));

    /// <summary>The trial that is run when the answer is asked for the first or the second time.</summary>
    public StationTrial Asked(int attempt) =>
        attempt == 1 ? this : this with { Seed = Seed + 1_000, Jobs = Jobs * 2 };

    /// <summary>Runs it.</summary>
    public IReadOnlyList<StationWindow> Run()
    {
        using World world = Simulator.Current.CreateWorld(Seed);
        Node node = world.Topology.AddNode("n1", new Place("", "lab", ""));
        var options = new StationOptions
        {
            Workers = Workers,
            ServiceTime = ServiceTime,
            Queue = new QueueOptions { Limit = QueueLimit },
        };
        var gap = new Exponential((long)(ServiceMean.Nanoseconds / (Workers * Load)));
        world.Deploy(node, "station@n1", () => new StationLoad(Name, gap, options));

        world.RunUntil(SimTime.Zero + WindowLength * (WindowCount + 1));

        return [.. Enumerable.Range(1, WindowCount).Select(window => Read(world.Metrics, window))];
    }

    private StationWindow Read(MetricRegistry metrics, int window)
    {
        SimTime start = SimTime.Zero + WindowLength * window;
        SimTime end = start + WindowLength;
        return new StationWindow
        {
            Stays = InServiceTimes(metrics.Samples(Name, "stay").In(start, end)),
            Waits = InServiceTimes(metrics.Samples(Name, "wait").In(start, end)),
            Entered = metrics.Counts(Name, "arrivals").SumIn(start, end),
            Rejected = metrics.Counts(Name, "rejected").SumIn(start, end),
        };
    }

    private static double[] InServiceTimes(IReadOnlyList<long> nanoseconds) =>
        [.. nanoseconds.Select(length => (double)length / ServiceMean.Nanoseconds)];
}

/// <summary>What a station measured in a window; times in mean service times.</summary>
internal sealed record StationWindow
{
    /// <summary>Waiting and service of each job that was done.</summary>
    public required IReadOnlyList<double> Stays { get; init; }

    /// <summary>The waiting of each job that was begun.</summary>
    public required IReadOnlyList<double> Waits { get; init; }

    /// <summary>How many jobs were taken in.</summary>
    public required long Entered { get; init; }

    /// <summary>How many jobs were turned away.</summary>
    public required long Rejected { get; init; }

    /// <summary>The share of arrivals that was turned away.</summary>
    public double LossRatio => (double)Rejected / (Rejected + Entered);
}
