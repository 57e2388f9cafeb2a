using System.Text;
using Simulation.Scenarios.Options;

namespace Simulation.Reports.Reference;

/// <summary>
/// The keys of an options record as tables: its own first, then one for each record inside it, so that no
/// table repeats a long path in every row.
/// </summary>
internal static class OptionSections
{
    /// <summary>The tables, ending in a line feed.</summary>
    /// <param name="name">What the headings of inner tables begin with.</param>
    /// <param name="optionsType">The record.</param>
    /// <param name="level">How many # the headings of inner tables have.</param>
    public static string Of(string name, Type optionsType, int level)
    {
        IReadOnlyList<OptionRow> rows = OptionTable.Of(optionsType);
        List<string> paths = [.. rows.Select(row => Path(row.Key)).Distinct()];
        StringBuilder text = new();
        foreach (string path in paths)
        {
            if (path.Length > 0)
            {
                text.Append('\n').Append('#', level).Append(' ').Append(Heading(name, path)).Append("\n\n");
            }

            text.Append(Table(name, paths, [.. rows.Where(row => Path(row.Key) == path)]));
        }

        return text.ToString();
    }

    private static MarkdownTable Table(string name, List<string> paths, List<OptionRow> rows)
    {
        MarkdownTable table = new("key", "what it does", "takes", "default", "range");
        foreach (OptionRow row in rows)
        {
            string? inner = paths.FirstOrDefault(path => path.Length > 0 && IsInside(path, row.Key));
            table.Row(
                MarkdownTable.Code(row.Key[(row.Key.LastIndexOf('.') + 1)..]),
                row.Summary,
                inner is null ? Takes(row) : $"[{row.Kind}](#{Anchor(Heading(name, inner))})",
                Default(row, inner is not null),
                row.Range
            );
        }

        return table;
    }

    private static string Takes(OptionRow row) =>
        row.Choices.Count == 0 ? row.Kind : "one of " + MarkdownTable.Codes(row.Choices);

    private static string Default(OptionRow row, bool isTabled) =>
        row.Default switch
        {
            "required" => "**required**",
            "{}" when isTabled => "",
            _ => MarkdownTable.Code(row.Default),
        };

    private static bool IsInside(string path, string key) =>
        path == key || path == key + "[]" || path == key + ".NAME";

    private static string Heading(string name, string path) => $"{name}: `{path}`";

    private static string Path(string key) => key.Contains('.') ? key[..key.LastIndexOf('.')] : "";

    /// <summary>The anchor that code hosts give a heading.</summary>
    private static string Anchor(string heading) =>
        string.Concat(
            heading
                .ToLowerInvariant()
                .Where(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '_')
                .Select(letter => letter == ' ' ? '-' : letter)
        );
}
