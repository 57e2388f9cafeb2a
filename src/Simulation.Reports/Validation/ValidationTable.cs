using System.Globalization;
using System.Text;
using Simulation.Reports.Files;
using Simulation.Reports.Reference;
using Simulation.Scenarios.Validation;

namespace Simulation.Reports.Validation;

/// <summary>What was published beside what was simulated, for people and for programs.</summary>
/// <param name="rows">The rows that were asked, each with its answers.</param>
public sealed class ValidationTable(
    IReadOnlyList<(ValidationRow Row, IReadOnlyList<KnownAnswer> Answers)> rows
)
{
    private const string Command = "simlab validate-models";

    private static readonly string[] Columns =
    [
        "row",
        "case",
        "published",
        "simulated",
        "half of 99 % interval",
        "samples",
        "tolerance",
        "verdict",
    ];

    /// <summary>Whether every answer is the known one, and there is one.</summary>
    public bool IsMet =>
        rows.Count > 0 && rows.All(row => row.Answers.Count > 0 && row.Answers.All(answer => answer.IsMet));

    /// <summary>A page with the table and where each row comes from.</summary>
    public string ToMarkdown()
    {
        var sources = new MarkdownTable("row", "setting", "source");
        var answers = new MarkdownTable(Columns);
        foreach ((ValidationRow row, IReadOnlyList<KnownAnswer> given) in rows)
        {
            sources.Row(row.Id, row.Setting, row.Source);
            foreach (KnownAnswer answer in given)
            {
                answers.Row(Cells(row, answer));
            }
        }

        return $"<!-- Written by {Command}. -->\n# Known answers\n\n{answers}\n## Sources\n\n{sources}";
    }

    /// <summary>The answers as comma-separated values.</summary>
    public string ToCsv()
    {
        var text = new StringBuilder($"# written by {Command}\n");
        text.AppendJoin(',', Columns).Append('\n');
        foreach ((ValidationRow row, IReadOnlyList<KnownAnswer> given) in rows)
        {
            foreach (KnownAnswer answer in given)
            {
                text.AppendJoin(',', Cells(row, answer).Select(CsvText.Cell)).Append('\n');
            }
        }

        return text.ToString();
    }

    /// <summary>The answers in columns, for a terminal.</summary>
    public string ToText()
    {
        List<string[]> lines =
        [
            Columns,
            .. rows.SelectMany(row => row.Answers.Select(answer => Cells(row.Row, answer))),
        ];
        int[] widths = [.. Columns.Select((_, column) => lines.Max(line => line[column].Length))];
        return string.Concat(
            lines.Select(line =>
                string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd()
                + "\n"
            )
        );
    }

    private static string[] Cells(ValidationRow row, KnownAnswer answer) =>
        [
            row.Id,
            answer.Case,
            Number(answer.Published),
            Number(answer.Simulated.Value),
            double.IsNaN(answer.Simulated.HalfWidth) ? "" : Number(answer.Simulated.HalfWidth),
            answer.Simulated.SampleCount.ToString(CultureInfo.InvariantCulture),
            answer.Tolerance.ToString(),
            answer.IsMet ? "met" : "OFF",
        ];

    private static string Number(double value) =>
        (
            (decimal)
                double.Parse(value.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        ).ToString(CultureInfo.InvariantCulture);
}
