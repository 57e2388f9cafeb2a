using System.Text;

namespace Simulation.Reports.Reference;

/// <summary>A table in Markdown, a row at a time.</summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder _text = new();

    public MarkdownTable(params string[] columns)
    {
        Row(columns);
        Row([.. columns.Select(_ => "---")]);
    }

    /// <summary>Adds a row; a bar inside a cell is escaped.</summary>
    public MarkdownTable Row(params string[] cells)
    {
        _text
            .Append("| ")
            .AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))
            .Append(" |\n");
        return this;
    }

    /// <summary>A word as it stands in a scenario file; nothing for an empty one.</summary>
    public static string Code(string word) => word.Length == 0 ? "" : $"`{word}`";

    /// <summary>Words as they stand in a scenario file, with commas between.</summary>
    public static string Codes(IEnumerable<string> words) => string.Join(", ", words.Select(Code));

    /// <summary>The table, ending in a line feed.</summary>
    public override string ToString() => _text.ToString();
}
