namespace Simulation.Kernel.Options;

/// <summary>
/// Marks a property of an options record as a key of the scenario file. The property's name in kebab-case is
/// the key, its type says the quantity, its initial value is the default; <c>required</c> makes it mandatory,
/// a nullable type without a value means "off". The scenario reader, the JSON Schema and the reference tables
/// are all made from these properties.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class OptionAttribute(string summary) : Attribute
{
    /// <summary>What the option does, in one sentence, with its range.</summary>
    public string Summary { get; } = summary;

    /// <summary>The smallest value allowed, as a scenario file writes it, or null.</summary>
    public string? Min { get; init; }

    /// <summary>The largest value allowed, as a scenario file writes it, or null.</summary>
    public string? Max { get; init; }

    /// <summary>The key, where it is not the property's name in kebab-case.</summary>
    public string? Key { get; init; }

    /// <summary>What the texts of the option name, so that the reader can check that it exists.</summary>
    public NameKind Names { get; init; }
}

/// <summary>What the texts of an option name.</summary>
public enum NameKind
{
    /// <summary>Nothing in the scenario.</summary>
    None,

    /// <summary>A node.</summary>
    Node,

    /// <summary>A region.</summary>
    Region,

    /// <summary>A zone.</summary>
    Zone,

    /// <summary>A cloud.</summary>
    Cloud,

    /// <summary>A region, zone, cloud or node.</summary>
    Place,

    /// <summary>A component.</summary>
    Component,
}

/// <summary>An options record whose values must also fit together.</summary>
public interface IValidatedOptions
{
    /// <summary>What does not fit: the key at fault and a sentence that says what would be right.</summary>
    IEnumerable<(string Key, string Message)> Validate();
}
