using Simulation.Scenarios.Options;

namespace Simulation.Cli.Lab;

/// <summary>
/// Tells what keys an options record has, from the same table that the scenario reader goes by.
/// </summary>
internal static class OptionLines
{
    /// <summary>
    /// One line a key: its name, what it takes, what it is without, its range, what it does.
    /// </summary>
    public static string Of(Type options)
    {
        IReadOnlyList<OptionRow> rows = OptionTable.Of(options);
        int width = rows.Select(row => row.Key.Length).DefaultIfEmpty(0).Max();
        return string.Concat(
            rows.Select(row =>
            {
                string without = row.Default is "required" or "" ? row.Default : "default " + row.Default;
                string[] facts = [.. new[] { row.Kind, without, row.Range }.Where(fact => fact.Length > 0)];
                return $"  {row.Key.PadRight(width)}  {row.Summary} ({string.Join(", ", facts)})\n";
            })
        );
    }
}
