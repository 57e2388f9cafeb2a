using Simulation.Kernel;
using Simulation.Kernel.Faults;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Expressions;
using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Recovery;
using Simulation.Scenarios.Slo;

namespace Simulation.Scenarios.Running;

/// <summary>Runs one cell of a scenario on the calling thread, and judges it.</summary>
public static class ScenarioRunner
{
    /// <summary>Runs a cell from nothing; the same cell gives the same result in every process.</summary>
    /// <exception cref="Simulation.Kernel.Events.SimulationFailure">Code inside the simulated world has a
    /// defect.</exception>
    public static RunResult Run(ScenarioCell cell, RunOptions options)
    {
        using var live = new LiveRun(cell, options);
        bool isCut = live.Run(options);
        RunFacts facts = Collect(cell, live);
        options.AtEnd?.Invoke(live.World.Processes);
        live.Dispose();
        return Judge(cell, facts, isCut || options.Until is not null) with
        {
            Offences = Simulator.Current.Offences,
        };
    }

    private static RunFacts Collect(ScenarioCell cell, LiveRun live)
    {
        live.World.Metrics.Settle();
        return new RunFacts
        {
            Fingerprint = live.World.Trace.Fingerprint,
            LoadFingerprint = live.LoadFingerprint,
            EventCount = live.World.Loop.EventCount,
            WorldEnd = live.World.Loop.Now,
            Records = live.Records(),
            Faults = [.. live.Faults.Select(Outcome)],
            Metrics = MetricOutcomes.Of(live.World.Metrics),
            Series = live.World.Metrics.Series,
            Happenings = [.. live.World.Happenings.All],
            Nodes = [.. live.World.Topology.Nodes.Select(Outcome)],
            Cost = CostMeasurer.Measure(
                cell.Options.Topology,
                [.. live.World.Topology.Traffic()],
                live.World.Loop.Now - SimTime.Zero
            ),
        };
    }

    private static RunResult Judge(ScenarioCell cell, RunFacts facts, bool isCut)
    {
        IReadOnlyList<ModelOutcome> models = isCut ? [] : ModelJudge.Judge(cell, facts);
        IReadOnlyList<WorkloadOutcome> workloads =
        [
            .. facts.Records.Select(record =>
                WorkloadMeasurer.Measure(
                    record,
                    [.. models.Where(model => model.Workload == record.History.Name)],
                    facts.Faults
                )
            ),
        ];
        IReadOnlyList<SloOutcome> slos = SloMeasurer.Measure(cell, facts.Records);
        return new RunResult
        {
            Scenario = cell.Options.Name,
            Title = cell.Options.Title,
            Cell = cell.Cell,
            Seed = cell.Seed,
            Id = RunId.Of(cell.Resolved),
            Fingerprint = facts.Fingerprint,
            LoadFingerprint = facts.LoadFingerprint,
            Duration = cell.Options.Duration,
            Warmup = cell.Options.Warmup,
            EventCount = facts.EventCount,
            Faults = facts.Faults,
            Workloads = workloads,
            Models = models,
            Expectations = isCut ? [] : ExpectationJudge.Judge(cell, facts, models, workloads, slos),
            Recoveries = IsAboutRecovery(cell)
                ? RecoveryMeasurer.Measure(facts, workloads, SimTime.Zero + cell.Options.Warmup)
                : [],
            Slos = slos,
            Cost = facts.Cost,
            Metrics = facts.Metrics,
            Happenings = facts.HappeningCounts(),
            Nodes = facts.Nodes,
            Offences = [],
            ResolvedScenario = cell.Resolved,
        };
    }

    private static bool IsAboutRecovery(ScenarioCell cell) =>
        cell.Expectations.Any(expectation =>
            expectation.Expectation is Expectation.Compare { Metric.Metric: "rpo" or "rto" }
        );

    private static NodeOutcome Outcome(Node node) =>
        new(node.Name, node.Place, node.IsClient, [.. node.Processes.Select(process => process.Name)]);

    private static FaultOutcome Outcome(ScheduledFault fault)
    {
        bool isHealed = fault.Activations.Count > 0 && fault.Activations[^1].End is not null;
        return new FaultOutcome(
            fault.Plan.Id,
            fault.Plan.Kind.Name,
            fault.Activations.Count > 0 ? fault.Activations[0].Start : fault.Plan.At,
            isHealed ? fault.Activations[^1].End : null,
            fault.Target,
            fault.Effect.Line,
            fault.Effect.IsEmpty
        );
    }
}
