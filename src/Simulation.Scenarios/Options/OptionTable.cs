using System.Text;
using Simulation.Kernel.Options;

namespace Simulation.Scenarios.Options;

/// <summary>A line of a reference table.</summary>
/// <param name="Key">The key, with those of the records around it: <c>replication.mode</c>.</param>
/// <param name="Kind">What it takes, such as <c>a duration</c> or the choices.</param>
/// <param name="Default">The value when it is left out, or <c>required</c>.</param>
/// <param name="Range">The smallest and largest value, or nothing.</param>
/// <param name="Summary">What it does.</param>
public sealed record OptionRow(string Key, string Kind, string Default, string Range, string Summary);

/// <summary>Describes the keys of an options record, for people.</summary>
public static class OptionTable
{
    /// <summary>One row a key, those of nested records after their own.</summary>
    public static IReadOnlyList<OptionRow> Of(Type optionsType)
    {
        var rows = new List<OptionRow>();
        Add(rows, optionsType, "");
        return rows;
    }

    /// <summary>The rows as a table in Markdown, ending in a line feed.</summary>
    public static string ToMarkdown(IReadOnlyList<OptionRow> rows)
    {
        var page = new StringBuilder("| key | takes | default | range | what it does |\n|---|---|---|---|---|\n");
        foreach (OptionRow row in rows)
        {
            page.Append("| ").AppendJoin(" | ", new[] { $"`{row.Key}`", row.Kind, row.Default, row.Range, row.Summary }
                .Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal))).Append(" |\n");
        }

        return page.ToString();
    }

    private static void Add(List<OptionRow> rows, Type type, string prefix)
    {
        object defaults = Activator.CreateInstance(type)!;
        foreach (OptionProperty option in OptionProperty.Of(type))
        {
            string key = prefix + option.Key;
            string initial = option.IsRequired ? "required" : QuantityParsers.Write(option.Property.GetValue(defaults));
            rows.Add(new OptionRow(key, Kind(option.Type), initial, Range(option.Attribute), option.Attribute.Summary));
            if (NestedRecord(option.Type) is { } nested)
            {
                Add(rows, nested.Type, key + nested.Step + ".");
            }
        }
    }

    private static (Type Type, string Step)? NestedRecord(Type type)
    {
        if (OptionProperty.MapValueOf(type) is { } value)
        {
            return OptionProperty.IsRecord(value) ? (value, ".NAME") : null;
        }

        if (OptionProperty.ElementOf(type) is { } element)
        {
            return OptionProperty.IsRecord(element) ? (element, "[]") : null;
        }

        return OptionProperty.IsRecord(type) ? (type, "") : null;
    }

    private static string Kind(Type type) => type.IsEnum
        ? string.Join(", ", Enum.GetNames(type).Select(KebabCase.Of))
        : QuantityParsers.NameOf(type);

    private static string Range(OptionAttribute attribute) => (attribute.Min, attribute.Max) switch
    {
        (null, null) => "",
        (_, null) => "from " + attribute.Min,
        (null, _) => "to " + attribute.Max,
        _ => $"{attribute.Min} to {attribute.Max}",
    };
}
