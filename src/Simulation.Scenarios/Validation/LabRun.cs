using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Running;

namespace Simulation.Scenarios.Validation;

/// <summary>
/// A scenario that was loaded and run as users do it, but not judged: only what its clients saw and its
/// components measured.
/// </summary>
internal sealed class LabRun
{
    private LabRun(ScenarioCell cell, LiveRun live)
    {
        live.World.Metrics.Settle();
        Records = live.Records();
        Series = live.World.Metrics.Series;
        Metrics = live.World.Metrics;
        End = live.World.Loop.Now;
        Warmup = SimTime.Zero + cell.Options.Warmup;
    }

    /// <summary>The workloads, in the order of the file.</summary>
    public IReadOnlyList<WorkloadRecord> Records { get; }

    /// <summary>What components measured.</summary>
    public IReadOnlyList<MetricSeries> Series { get; }

    /// <summary>All that was measured.</summary>
    public MetricRegistry Metrics { get; }

    /// <summary>The end of the warm-up.</summary>
    public SimTime Warmup { get; }

    /// <summary>When the world stopped.</summary>
    public SimTime End { get; }

    /// <summary>Runs the text of a scenario that has no matrix.</summary>
    /// <param name="scenario">The text.</param>
    /// <param name="seed">What chance comes from.</param>
    /// <param name="prepare">Adds to its world what no scenario can say, before it runs; null for nothing.</param>
    public static LabRun Of(string scenario, ulong seed, Action<World>? prepare = null)
    {
        LoadResult loaded = ScenarioLoader.Load(
            "known-answer.yaml",
            scenario,
            new LoadOptions { ReadFile = _ => null, Seed = seed }
        );
        if (loaded.Cells is not [ScenarioCell cell])
        {
            throw new InvariantViolation("a known answer's scenario is valid: " + loaded.Problems[0].Message);
        }

        using var live = new LiveRun(cell, new RunOptions());
        prepare?.Invoke(live.World);
        live.Run(new RunOptions());
        return new LabRun(cell, live);
    }

    /// <summary>The operations of the first workload that began after the warm-up.</summary>
    public IEnumerable<Operation> Operations() =>
        Records[0].History.Operations.Where(operation => operation.Invoked >= Warmup);

    /// <summary>From asking to the answer, in milliseconds, of those operations that succeeded.</summary>
    public IEnumerable<double> Latencies() =>
        Operations()
            .Where(operation => operation.Outcome == Outcome.Succeeded)
            .Select(operation => (operation.Completed!.Value - operation.Invoked).Nanoseconds / 1e6);

    /// <summary>Another metric of the same component and labels.</summary>
    public T Sibling<T>(MetricSeries series, string metric)
        where T : MetricSeries
    {
        string name = (series.Identity with { Metric = metric }).ToString();
        return Series.OfType<T>().First(other => other.Identity.ToString() == name);
    }
}
