using Simulation.Scenarios.Running;

namespace Simulation.Reports.Comparisons;

/// <summary>One matrix cell: the same design under each seed.</summary>
/// <param name="Label">The cell's values; the scenario's name when there is no matrix.</param>
/// <param name="Cell">The matrix keys with their values.</param>
/// <param name="Runs">One for each seed, in the order of the matrix.</param>
public sealed record Design(string Label, IReadOnlyList<CellValue> Cell, IReadOnlyList<RunResult> Runs)
{
    /// <summary>The matrix keys, as a heading for labels.</summary>
    public string Keys => string.Join(' ', Cell.Select(value => value.Key));

    /// <summary>The runs by cell, cells in the order of their first run.</summary>
    public static IReadOnlyList<Design> Group(IReadOnlyList<RunResult> runs) =>
        [
            .. runs.GroupBy(Name, StringComparer.Ordinal)
                .Select(group => new Design(group.Key, group.First().Cell, [.. group])),
        ];

    /// <summary>The label of the design that a run belongs to.</summary>
    public static string Name(RunResult run) =>
        run.Cell.Count == 0 ? run.Scenario : string.Join(' ', run.Cell.Select(value => value.Value));
}
