using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Recovery;
using Simulation.Scenarios.Running;
using Simulation.Scenarios.Slo;

namespace Simulation.Reports.Json;

/// <summary>
/// One run as a JSON object. Times and lengths are nanoseconds of simulated time, shares are counts.
/// </summary>
public static class RunJson
{
    /// <summary>The verdict, the expectations, and every number with how many samples it rests on.</summary>
    public static JsonMap Of(RunResult run) =>
        new JsonMap()
            .With("cell", Cell(run))
            .With("cost", run.Cost is { } cost ? Cost(cost) : null)
            .With("duration_ns", run.Duration.Nanoseconds)
            .With("events", run.EventCount)
            .With("exit", (int)Verdicts.Exit([run]))
            .With("expectations", List(run.Expectations, Expectation))
            .With("fault_fingerprint", Figures.Hash(FaultPlan.Fingerprint(run)))
            .With("faults", List(run.Faults, Fault))
            .With("fingerprint", Figures.Hash(run.Fingerprint))
            .With(
                "happenings",
                List(run.Happenings, each => new JsonMap().With("count", each.Count).With("name", each.Name))
            )
            .With("id", run.Id)
            .With("load_fingerprint", Figures.Hash(run.LoadFingerprint))
            .With("metrics", List(run.Metrics, Metric))
            .With("models", List(run.Models, Model))
            .With("offences", run.Offences)
            .With("recoveries", List(run.Recoveries, Recovery))
            .With("scenario", run.Scenario)
            .With("seed", run.Seed)
            .With("slos", List(run.Slos, Slo))
            .With("title", run.Title)
            .With("warmup_ns", run.Warmup.Nanoseconds)
            .With("workloads", List(run.Workloads, workload => Workload(run, workload)));

    /// <summary>A judgement as files spell it.</summary>
    public static string Word(Judgement judgement) =>
        judgement switch
        {
            Judgement.Held => "held",
            Judgement.Failed => "failed",
            Judgement.Unknown => "unknown",
            _ => throw new ArgumentOutOfRangeException(nameof(judgement), judgement, "no such judgement"),
        };

    internal static JsonMap Cell(RunResult run)
    {
        JsonMap map = new();
        foreach (CellValue value in run.Cell)
        {
            map.With(value.Key, value.Value);
        }

        return map;
    }

    internal static JsonMap Window(WindowOutcome window) =>
        new JsonMap()
            .With("end_ns", window.End.Nanoseconds)
            .With("latency_p50_ns", window.LatencyP50?.Nanoseconds)
            .With("latency_p99_ns", window.LatencyP99?.Nanoseconds)
            .With("lost", window.Lost)
            .With("name", window.Name)
            .With("reads", window.Reads)
            .With("refused", window.Refused)
            .With(
                "regions",
                List(
                    window.Regions,
                    region =>
                        new JsonMap()
                            .With("invoked", region.Invoked)
                            .With("region", region.Region)
                            .With("succeeded", region.Succeeded)
                )
            )
            .With("stale_reads", window.StaleReads)
            .With("start_ns", window.Start.Nanoseconds)
            .With("succeeded", window.Succeeded);

    internal static IEnumerable<object?> List<T>(IEnumerable<T> items, Func<T, JsonMap> map) =>
        items.Select(map);

    private static JsonMap Expectation(ExpectationOutcome expectation) =>
        new JsonMap()
            .With("at_ns", expectation.At?.Nanoseconds)
            .With("because", expectation.Because)
            .With("file", FileName.Last(expectation.File))
            .With("judgement", Word(expectation.Judgement))
            .With("line", expectation.Line)
            .With("severity", expectation.IsWarning ? "warn" : "error")
            .With("that", expectation.That)
            .With("was", expectation.Was);

    private static JsonMap Fault(FaultOutcome fault) =>
        new JsonMap()
            .With("effect", fault.Effect)
            .With("end_ns", fault.End?.Nanoseconds)
            .With("id", fault.Id)
            .With("kind", fault.Kind)
            .With("start_ns", fault.Start.Nanoseconds)
            .With("target", fault.Target)
            .With("touched_nothing", fault.TouchedNothing);

    private static JsonMap Metric(MetricOutcome metric) =>
        new JsonMap()
            .With("name", metric.Name)
            .With("samples", metric.Samples)
            .With("unit", metric.Unit)
            .With("value", metric.Value);

    private static JsonMap Model(ModelOutcome model) =>
        new JsonMap()
            .With("anomaly", model.Anomaly)
            .With("because", model.Because)
            .With("judgement", Word(model.Judgement))
            .With("model", model.Model)
            .With("operations", List(model.Operations, Operation))
            .With("workload", model.Workload);

    private static JsonMap Cost(CostOutcome cost) =>
        new JsonMap()
            .With("egress_bytes", cost.Egress.Bytes)
            .With("nodes_month_usd", Figures.Number((double)cost.Nodes.Micros / 1_000_000))
            .With("traffic_month_usd", Figures.Number((double)cost.Traffic.Micros / 1_000_000));

    private static JsonMap Recovery(RecoveryOutcome recovery) =>
        new JsonMap()
            .With("fault", recovery.Fault)
            .With("lost_writes", recovery.LostWrites)
            .With(
                "phases",
                List(
                    recovery.Phases,
                    phase =>
                        new JsonMap().With("length_ns", phase.Length.Nanoseconds).With("name", phase.Name)
                )
            )
            .With("rpo_ns", recovery.Point?.Nanoseconds)
            .With("rto_ns", recovery.Time?.Nanoseconds)
            .With("struck_ns", recovery.Struck.Nanoseconds)
            .With("workload", recovery.Workload);

    private static JsonMap Slo(SloOutcome slo) =>
        new JsonMap()
            .With(
                "alerts",
                List(
                    slo.Alerts,
                    alert =>
                        new JsonMap()
                            .With(
                                "fired",
                                List(
                                    alert.Spans,
                                    span =>
                                        new JsonMap()
                                            .With("from_ns", span.Fired.Nanoseconds)
                                            .With("to_ns", span.Resolved?.Nanoseconds)
                                )
                            )
                            .With("name", alert.Name)
                )
            )
            .With("bad", slo.BadCount)
            .With("budget_used", Figures.Number(slo.BudgetUsed.Value))
            .With("good", slo.Good)
            .With("name", slo.Name)
            .With("objective", slo.Objective.ToString())
            .With("operations", slo.Count)
            .With("window_ns", slo.Window.Nanoseconds);

    private static JsonMap Workload(RunResult run, WorkloadOutcome workload) =>
        new JsonMap()
            .With("aborted", workload.Aborted)
            .With("anomalies", workload.Anomalies.Select(anomaly => (object?)anomaly))
            .With("converged_after_ns", workload.ConvergedAfter?.Nanoseconds)
            .With("divergent_keys", workload.DivergentKeys?.Select(key => (object?)key))
            .With("lost_writes", List(ClientView.LostWritesOf(run, workload.Name), Operation))
            .With("name", workload.Name)
            .With("observed", workload.Observed)
            .With("operations", workload.History.Operations.Count)
            .With("oldest_stale_read_ns", Oldest(workload))
            .With("stale_reads", workload.StaleReads.Count)
            .With("white_box", List(workload.WhiteBox, WhiteBox))
            .With("windows", List(workload.Windows, Window));

    private static JsonMap WhiteBox(WhiteBoxOutcome outcome) =>
        new JsonMap()
            .With("breaches", outcome.Breaches)
            .With("example", outcome.Example)
            .With("is_hidden", outcome.IsHidden)
            .With("model", outcome.Model);

    private static long? Oldest(WorkloadOutcome workload)
    {
        SimDuration? oldest = null;
        foreach ((_, SimDuration age) in workload.StaleReads)
        {
            oldest = oldest is { } known && known >= age ? known : age;
        }

        return oldest?.Nanoseconds;
    }

    private static JsonMap Operation(Operation operation) =>
        new JsonMap()
            .With("argument", operation.Argument.ToString())
            .With("completed_ns", operation.Completed?.Nanoseconds)
            .With("f", operation.Function)
            .With("index", operation.Index)
            .With("invoked_ns", operation.Invoked.Nanoseconds)
            .With("key", operation.Key)
            .With("process", operation.Process)
            .With("result", operation.Result.ToString());
}
