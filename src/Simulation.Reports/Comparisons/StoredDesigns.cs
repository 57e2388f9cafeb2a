using System.Text.Json;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Comparisons;

/// <summary>Reads what was measured before out of results folders, design by design.</summary>
public static class StoredDesigns
{
    /// <summary>The runs that a <c>result.json</c> tells of.</summary>
    /// <exception cref="FormatException">It is no result of this version.</exception>
    public static IReadOnlyList<MeasuredRun> Runs(string json)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return [.. document.RootElement.GetProperty("runs").EnumerateArray().Select(MeasuredRun.Of)];
        }
        catch (Exception unreadable)
            when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("no result of this version", unreadable);
        }
    }

    /// <summary>The designs of several reports; those of the same name are told apart by a run's id.</summary>
    /// <param name="reports">The runs of each.</param>
    public static List<ComparedDesign> Of(IEnumerable<IReadOnlyList<MeasuredRun>> reports)
    {
        List<ComparedDesign> designs = [];
        foreach (IReadOnlyList<MeasuredRun> runs in reports)
        {
            foreach (IGrouping<string, MeasuredRun> design in runs.GroupBy(run => Label(run.Cell)))
            {
                string label = design.Key.Length == 0 ? design.First().Scenario : design.Key;
                bool isTaken = designs.Exists(other => other.Label == label);
                designs.Add(
                    new ComparedDesign(isTaken ? $"{label} {design.First().Id}" : label, [.. design])
                );
            }
        }

        return designs;
    }

    /// <summary>The scenarios of the designs, each once.</summary>
    public static string Title(IEnumerable<ComparedDesign> designs) =>
        string.Join(
            " and ",
            designs.SelectMany(design => design.Runs).Select(run => run.Scenario).Distinct()
        );

    private static string Label(IEnumerable<CellValue> cell) =>
        string.Join(' ', cell.Select(value => $"{value.Key}={value.Value}"));
}
