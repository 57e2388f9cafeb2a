using Simulation.Kernel.Time;
using Simulation.Scenarios.Recovery;

namespace Simulation.Reports.Comparisons;

/// <summary>What the disaster cost one workload under one design; of all seeds the worst.</summary>
/// <param name="Design">The design.</param>
/// <param name="Workload">The workload's name.</param>
/// <param name="Worst">The run that was longest without service, and of equal ones lost most.</param>
public sealed record RecoveryView(Design Design, string Workload, RecoveryOutcome Worst)
{
    /// <summary>One for each design and workload, where the scenario expects something of recovery.</summary>
    public static IReadOnlyList<RecoveryView> Of(Report report) =>
        [
            .. Design
                .Group(report.Runs)
                .SelectMany(design =>
                    design
                        .Runs.SelectMany(run => run.Recoveries)
                        .GroupBy(recovery => recovery.Workload, StringComparer.Ordinal)
                        .Select(same => new RecoveryView(design, same.Key, same.MaxBy(Badness)!))
                ),
        ];

    /// <summary>The names of the phases that any of the views has, in order.</summary>
    public static IReadOnlyList<string> Phases(IReadOnlyList<RecoveryView> views) =>
        [.. views.SelectMany(view => view.Worst.Phases).Select(phase => phase.Name).Distinct()];

    /// <summary>The length of a phase; null where service never came back.</summary>
    public SimDuration? Phase(string name) =>
        Worst
            .Phases.FirstOrDefault(phase => string.Equals(phase.Name, name, StringComparison.Ordinal))
            ?.Length;

    private static (long, long, int) Badness(RecoveryOutcome recovery) =>
        (recovery.Time?.Nanoseconds ?? long.MaxValue, recovery.Point?.Nanoseconds ?? 0, recovery.LostWrites);
}
