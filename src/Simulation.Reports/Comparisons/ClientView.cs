using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Comparisons;

/// <summary>What the clients of one workload saw of one design, all seeds together.</summary>
/// <param name="Design">The design.</param>
/// <param name="Workload">The workload's name.</param>
/// <param name="Windows">The stretches of the run, numbers of all seeds pooled.</param>
/// <param name="LostWrites">Acknowledged writes that are gone, summed over seeds.</param>
/// <param name="IsConverged">Whether replicas agreed again under every seed.</param>
/// <param name="ConvergedAfter">The longest time to agree of all seeds; null when one never did.</param>
/// <param name="Observed">
/// The strongest model satisfied; all of them, slash between, where seeds differ.
/// </param>
/// <param name="Anomalies">What keeps it from satisfying more; each once.</param>
/// <param name="Aborted">Transactions that the component undid, summed over seeds.</param>
public sealed record ClientView(
    Design Design,
    string Workload,
    IReadOnlyList<WindowOutcome> Windows,
    int LostWrites,
    bool IsConverged,
    SimDuration? ConvergedAfter,
    string Observed,
    IReadOnlyList<string> Anomalies,
    int Aborted
)
{
    /// <summary>Keys that do not hold what the database they are derived from holds in the end, summed over
    /// seeds; null where the target is derived from nothing.</summary>
    public int? DivergentKeys { get; init; }

    private const int AnomaliesShown = 2;

    /// <summary>The name of the window that holds the whole run.</summary>
    public const string WholeRun = "whole run";

    /// <summary>The whole run's window; null when the runner gave none.</summary>
    public WindowOutcome? Whole => Window(WholeRun);

    /// <summary>The first anomalies, and how many more there are.</summary>
    public string AnomaliesInShort =>
        Anomalies.Count <= AnomaliesShown
            ? string.Join(", ", Anomalies)
            : $"{string.Join(", ", Anomalies.Take(AnomaliesShown))} and {Anomalies.Count - AnomaliesShown} more";

    /// <summary>The window of a name, or null.</summary>
    public WindowOutcome? Window(string name) =>
        Windows.FirstOrDefault(window => string.Equals(window.Name, name, StringComparison.Ordinal));

    /// <summary>One view for each design and workload, by workload first.</summary>
    public static IReadOnlyList<ClientView> Of(Report report)
    {
        List<ClientView> views = [];
        foreach (string workload in Workloads(report))
        {
            views.AddRange(Of(report, workload));
        }

        return views;
    }

    /// <summary>One view for each design that has the workload.</summary>
    public static List<ClientView> Of(Report report, string workload) =>
        [.. report.Designs.Select(design => View(design, workload)).OfType<ClientView>()];

    /// <summary>The names of all workloads, each once, in the order of the file.</summary>
    public static IReadOnlyList<string> Workloads(Report report) =>
        [.. report.Runs.SelectMany(run => run.Workloads).Select(workload => workload.Name).Distinct()];

    private static ClientView? View(Design design, string workload)
    {
        List<WorkloadOutcome> outcomes = Outcomes(design, workload);
        if (outcomes.Count == 0)
        {
            return null;
        }

        bool converged = outcomes.TrueForAll(outcome => outcome.ConvergedAfter is not null);
        return new ClientView(
            design,
            workload,
            [.. outcomes[0].Windows.Select(window => WindowPool.Join(window.Name, outcomes))],
            design.Runs.Sum(run => LostWritesOf(run, workload).Count()),
            converged,
            converged ? outcomes.Max(outcome => outcome.ConvergedAfter!.Value) : null,
            string.Join(" / ", outcomes.Select(outcome => outcome.Observed).Distinct()),
            [.. outcomes.SelectMany(outcome => outcome.Anomalies).Distinct()],
            outcomes.Sum(outcome => outcome.Aborted)
        )
        {
            DivergentKeys = outcomes.Exists(outcome => outcome.DivergentKeys is not null)
                ? outcomes.Sum(outcome => outcome.DivergentKeys?.Count ?? 0)
                : null,
        };
    }

    /// <summary>
    /// The lost writes of a run's workload that were asked for after the warm-up, as for all numbers.
    /// </summary>
    public static IEnumerable<Operation> LostWritesOf(RunResult run, string workload) =>
        run
            .Workloads.Where(outcome => string.Equals(outcome.Name, workload, StringComparison.Ordinal))
            .SelectMany(outcome => outcome.LostWrites)
            .Where(write => write.Invoked >= SimTime.Zero + run.Warmup);

    internal static List<WorkloadOutcome> Outcomes(Design design, string workload) =>
        [
            .. design
                .Runs.SelectMany(run => run.Workloads)
                .Where(outcome => string.Equals(outcome.Name, workload, StringComparison.Ordinal)),
        ];
}
