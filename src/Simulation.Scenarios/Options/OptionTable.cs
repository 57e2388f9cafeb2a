using Simulation.Kernel.Options;

namespace Simulation.Scenarios.Options;

/// <summary>A line of a reference table.</summary>
/// <param name="Key">The key, with those of the records around it: <c>replication.mode</c>.</param>
/// <param name="Kind">What it takes, such as <c>a duration</c> or <c>one of a, b</c>.</param>
/// <param name="Default">The value when it is left out, or <c>required</c>.</param>
/// <param name="Range">The smallest and largest value, or nothing.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Choices">The words that it may be; empty when it is no choice.</param>
public sealed record OptionRow(
    string Key,
    string Kind,
    string Default,
    string Range,
    string Summary,
    IReadOnlyList<string> Choices
);

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

    private static void Add(List<OptionRow> rows, Type type, string prefix)
    {
        object defaults = Activator.CreateInstance(type)!;
        foreach (OptionProperty option in OptionProperty.Of(type))
        {
            string key = prefix + option.Key;
            string initial = Initial(option, defaults);
            IReadOnlyList<string> choices = ChoicesOf(option.Type);
            string kind =
                choices.Count == 0
                    ? QuantityParsers.NameOf(option.Type)
                    : "one of " + string.Join(", ", choices);
            OptionAttribute said = option.Attribute;
            rows.Add(new OptionRow(key, kind, initial, Range(said), said.Summary, choices));
            if (NestedRecord(option.Type) is { } nested)
            {
                Add(rows, nested.Type, key + nested.Step + ".");
            }
        }
    }

    private static string Initial(OptionProperty option, object defaults) =>
        (option.IsRequired, option.Property.GetValue(defaults)) switch
        {
            (true, _) => "required",
            (_, System.Collections.ICollection { Count: 0 })
                when OptionProperty.MapValueOf(option.Type) is not null => "{}",
            (_, var value) => QuantityParsers.Write(value),
        };

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

    private static IReadOnlyList<string> ChoicesOf(Type type) =>
        type.IsEnum ? [.. Enum.GetNames(type).Select(KebabCase.Of)] : [];

    private static string Range(OptionAttribute attribute) =>
        (attribute.Min, attribute.Max) switch
        {
            (null, null) => "",
            (_, null) => "from " + attribute.Min,
            (null, _) => "to " + attribute.Max,
            _ => $"{attribute.Min} to {attribute.Max}",
        };
}
