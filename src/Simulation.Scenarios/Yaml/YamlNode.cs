using Simulation.Scenarios.Problems;

namespace Simulation.Scenarios.Yaml;

/// <summary>
/// A piece of a scenario file: a map, a list or a single value, each knowing where it stands.
/// </summary>
public abstract record YamlNode
{
    private protected YamlNode(SourceSpan span) => Span = span;

    /// <summary>Where it stands; for maps and lists, their first character.</summary>
    public SourceSpan Span { get; init; }

    /// <summary>What it is, for messages: <c>a map</c>.</summary>
    public string Shape =>
        this switch
        {
            YamlMap => "a map",
            YamlList => "a list",
            YamlScalar { IsNull: true } => "nothing",
            YamlScalar => "a single value",
            _ => throw new Kernel.InvariantViolation("every node has a shape"),
        };
}

/// <summary>A single value.</summary>
/// <param name="Span">Where it stands.</param>
/// <param name="Text">The value without quotes.</param>
/// <param name="IsPlain">Whether it stood without quotes.</param>
public sealed record YamlScalar(SourceSpan Span, string Text, bool IsPlain) : YamlNode(Span)
{
    /// <summary>Whether the value was left out.</summary>
    public bool IsNull => IsPlain && Text is "" or "~" or "null";
}

/// <summary>A list.</summary>
public sealed record YamlList(SourceSpan Span, IReadOnlyList<YamlNode> Items) : YamlNode(Span);

/// <summary>A map in the order of the file; no key occurs twice.</summary>
public sealed record YamlMap(SourceSpan Span, IReadOnlyList<YamlEntry> Entries) : YamlNode(Span)
{
    /// <summary>The value of a key, or null.</summary>
    public YamlNode? this[string key] => EntryOf(key)?.Value;

    /// <summary>The keys in the order of the file.</summary>
    public IEnumerable<string> Keys => Entries.Select(entry => entry.Key.Text);

    /// <summary>A key with its value, or null.</summary>
    public YamlEntry? EntryOf(string key) =>
        Entries.FirstOrDefault(entry => string.Equals(entry.Key.Text, key, StringComparison.Ordinal));

    /// <summary>The map without a key.</summary>
    public YamlMap Without(string key) =>
        this with
        {
            Entries =
            [
                .. Entries.Where(entry => !string.Equals(entry.Key.Text, key, StringComparison.Ordinal)),
            ],
        };

    /// <summary>The map with a key's value replaced, or added at the end.</summary>
    public YamlMap With(YamlScalar key, YamlNode value)
    {
        var entry = new YamlEntry(key, value);
        return EntryOf(key.Text) is null
            ? this with
            {
                Entries = [.. Entries, entry],
            }
            : this with
            {
                Entries = [.. Entries.Select(old => old.Key.Text == key.Text ? entry : old)],
            };
    }
}

/// <summary>A key and its value.</summary>
public sealed record YamlEntry(YamlScalar Key, YamlNode Value);
