using Simulation.Cli.Lab;
using Simulation.Kernel;
using Simulation.Kernel.Time;
using Simulation.Reports;
using Simulation.Reports.Comparisons;
using Simulation.Reports.Throughput;
using Simulation.Scenarios.Running;

namespace Simulation.Cli.Benchmarks;

/// <summary>
/// Finds the highest rate of load that a setup sustains: doubled until it breaks, then halved in between.
/// </summary>
internal sealed class ThroughputSearch(ILaboratory laboratory, Shell shell)
{
    private const int RateMin = 25;
    private const int RateMax = 25_600;
    private const int Halvings = 3;
    private const double AvailabilityMin = 0.99;

    /// <summary>Measures one setup.</summary>
    /// <exception cref="CommandFailure">The user interrupted it.</exception>
    public ThroughputCurve Measure(ThroughputSetup setup)
    {
        SimDuration limit = setup.Regions == 1 ? 100.Milliseconds : 500.Milliseconds;
        List<ThroughputPoint> points = [];
        int low = 0;
        int high = RateMin;
        for (; high <= RateMax && IsSustained(setup, high, limit, points); high *= 2)
        {
            low = high;
        }

        for (int halving = 0; low > 0 && high <= RateMax && halving < Halvings; halving++)
        {
            int middle = (low + high) / 2;
            if (IsSustained(setup, middle, limit, points))
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return new ThroughputCurve(
            setup,
            limit,
            [.. points.OrderBy(point => point.Asked)],
            points.Find(point => point.Asked == low),
            low == 0 ? null : Point(setup, low / 2, isHurt: true)
        );
    }

    private bool IsSustained(ThroughputSetup setup, int rate, SimDuration limit, List<ThroughputPoint> points)
    {
        ThroughputPoint point = Point(setup, rate, isHurt: false);
        points.Add(point);
        return point.Availability >= AvailabilityMin && point.LatencyP99 <= limit;
    }

    private ThroughputPoint Point(ThroughputSetup setup, int rate, bool isHurt)
    {
        LoadedScenario scenario = laboratory.Load(
            new ScenarioSource
            {
                Path = "throughput.yaml",
                Text = ThroughputScenario.Text(setup, rate, isHurt),
            }
        );
        if (scenario.ProblemCount > 0)
        {
            throw new InvariantViolation("the benchmark's scenario is wrong: " + scenario.Problems(false));
        }

        RunResult? result = scenario.Runs[0].Run(new RunWishes { IsCancelled = () => shell.IsInterrupted });
        MeasuredRun run = result is null
            ? throw new CommandFailure(ExitCode.Interrupted, "interrupted")
            : MeasuredRun.Of(result);
        SimDuration? Length(Measure measure) =>
            Value(run, measure) is { } value ? new SimDuration((long)value) : null;
        return new ThroughputPoint(
            rate,
            Value(run, Reports.Comparisons.Measure.Throughput) ?? 0,
            Value(run, Reports.Comparisons.Measure.Availability) ?? 0,
            Length(Reports.Comparisons.Measure.LatencyP50),
            Length(Reports.Comparisons.Measure.LatencyP99),
            Value(run, Reports.Comparisons.Measure.Messages) ?? 0
        );
    }

    private static double? Value(MeasuredRun run, Measure measure)
    {
        foreach ((_, Measure other, double value) in run.Values)
        {
            if (ReferenceEquals(other, measure))
            {
                return value;
            }
        }

        return null;
    }
}
