namespace Simulation.Reports.Files;

/// <summary>What all tables of comma-separated values have in common.</summary>
/// <remarks>Source: RFC 4180, section 2.</remarks>
public static class CsvText
{
    /// <summary>A cell: quoted where a comma, a quote or the end of a line stands in it.</summary>
    public static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\n\r") < 0
            ? text
            : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
