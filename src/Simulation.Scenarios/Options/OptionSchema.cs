using System.Globalization;
using System.Text.Json.Nodes;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Options;

/// <summary>
/// Describes an options record as JSON Schema (draft 7), so that editors complete and check the keys.
/// Wherever a single value may stand, <c>${name}</c> may too.
/// </summary>
public static class OptionSchema
{
    private const string Number = "\\d+(\\.\\d+)?";

    /// <summary>The schema of one options record.</summary>
    /// <param name="optionsType">The record.</param>
    /// <param name="otherKeys">Keys of the same map that are described elsewhere, each with its
    /// schema.</param>
    public static JsonObject Of(
        Type optionsType,
        IReadOnlyList<KeyValuePair<string, JsonObject>>? otherKeys = null
    )
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach ((string key, JsonObject schema) in otherKeys ?? [])
        {
            properties.Add(key, schema.DeepClone());
        }

        object defaults = Activator.CreateInstance(optionsType)!;
        foreach (OptionProperty option in OptionProperty.Of(optionsType))
        {
            properties.Add(option.Key, OfOption(option, option.Property.GetValue(defaults)));
            if (option.IsRequired)
            {
                required.Add(JsonValue.Create(option.Key));
            }
        }

        var schemaOfRecord = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
        if (required.Count > 0)
        {
            schemaOfRecord.Add("required", required);
        }

        return schemaOfRecord;
    }

    private static JsonObject OfOption(OptionProperty option, object? initial)
    {
        JsonObject schema = OfType(option.Type, option);
        if (option.IsNullable && option.Type != typeof(string) && !option.Type.IsEnum)
        {
            schema = AnyOf(schema, new JsonObject { ["enum"] = new JsonArray("none", "off") });
        }

        var described = new JsonObject { ["description"] = Describe(option, initial) };
        foreach ((string key, JsonNode? value) in schema)
        {
            described.Add(key, value?.DeepClone());
        }

        return described;
    }

    private static string Describe(OptionProperty option, object? initial)
    {
        bool isSaid = !option.IsRequired && !OptionProperty.IsRecord(option.Type);
        return isSaid
            ? $"{option.Attribute.Summary} Default: {QuantityParsers.Write(initial)}."
            : option.Attribute.Summary;
    }

    private static JsonObject OfType(Type type, OptionProperty option)
    {
        if (OptionProperty.MapValueOf(type) is { } value)
        {
            JsonObject values = OptionProperty.IsRecord(value)
                ? AnyOf(Of(value), new JsonObject { ["type"] = "null" })
                : OfType(value, option);
            return new JsonObject { ["type"] = "object", ["additionalProperties"] = values };
        }

        if (OptionProperty.ElementOf(type) is { } element)
        {
            var list = new JsonObject { ["type"] = "array", ["items"] = OfType(element, option) };
            return OptionProperty.IsRecord(element) ? list : AnyOf(list, OfType(element, option));
        }

        return OptionProperty.IsRecord(type) ? Of(type) : OfScalar(type, option);
    }

    private static JsonObject OfScalar(Type type, OptionProperty option)
    {
        if (type == typeof(string))
        {
            // A name of digits is a number to JSON Schema, and still a name to the lab.
            return new JsonObject { ["type"] = new JsonArray("string", "integer") };
        }

        JsonObject schema = type switch
        {
            _ when type == typeof(bool) => new JsonObject { ["type"] = "boolean" },
            _ when type == typeof(int) || type == typeof(long) => OfNumber(option),
            _ when type.IsEnum => OfChoices(type),
            _ when type == typeof(SimDuration) => Pattern("-?" + Number + "(ns|us|ms|s|m|h|d)"),
            _ when type == typeof(ByteSize) => Pattern(Number + "(B|KiB|MiB|GiB|KB|MB|GB)"),
            _ when type == typeof(TransferPrice) => Pattern("\\$" + Number + "/GB"),
            _ when type == typeof(HourlyPrice) => Pattern("\\$" + Number + "/h"),
            _ when type == typeof(Bandwidth) => Pattern(Number + "[KMGT]?i?(bit|B)/s"),
            _ when type == typeof(Rate) => Pattern(Number + "/(s|m|h)"),
            _ when type == typeof(Ratio) => Pattern(Number + "%"),
            _ when type == typeof(Distribution) => OfDistribution(),
            _ => throw new Kernel.InvariantViolation($"the type {type.Name} has a schema"),
        };
        return AnyOf(schema, Pattern(".*\\$\\{.+\\}.*"));
    }

    private static JsonObject OfNumber(OptionProperty option)
    {
        var schema = new JsonObject { ["type"] = "integer" };
        if (option.Attribute.Min is { } min)
        {
            schema.Add("minimum", long.Parse(min, CultureInfo.InvariantCulture));
        }

        if (option.Attribute.Max is { } max)
        {
            schema.Add("maximum", long.Parse(max, CultureInfo.InvariantCulture));
        }

        return schema;
    }

    private static JsonObject OfChoices(Type type)
    {
        var choices = new JsonArray();
        foreach (string name in Enum.GetNames(type))
        {
            choices.Add(JsonValue.Create(KebabCase.Of(name)));
        }

        return new JsonObject { ["enum"] = choices };
    }

    private static JsonObject OfDistribution()
    {
        JsonObject Duration() => AnyOf(Pattern(Number + "(ns|us|ms|s|m|h|d)"), Pattern(".*\\$\\{.+\\}.*"));
        var percentiles = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray("p50", "p99"),
            ["properties"] = new JsonObject { ["p50"] = Duration(), ["p99"] = Duration() },
        };
        var others = new JsonObject
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["minProperties"] = 1,
            ["maxProperties"] = 1,
            ["properties"] = new JsonObject
            {
                ["mixture"] = new JsonObject { ["type"] = "array" },
                ["empirical"] = new JsonObject { ["type"] = "string" },
            },
        };
        JsonObject text = Pattern(
            Number + "(ns|us|ms|s|m|h|d)|(uniform|exponential|normal|pareto|lognormal)\\(.+\\)"
        );
        return new JsonObject { ["anyOf"] = new JsonArray(text, percentiles, others) };
    }

    private static JsonObject Pattern(string pattern) =>
        new() { ["type"] = "string", ["pattern"] = "^(" + pattern + ")$" };

    private static JsonObject AnyOf(JsonObject first, JsonObject second)
    {
        if (first["anyOf"] is JsonArray choices && first.Count == 1)
        {
            var all = (JsonArray)choices.DeepClone();
            all.Add(second);
            return new JsonObject { ["anyOf"] = all };
        }

        return new JsonObject { ["anyOf"] = new JsonArray(first, second) };
    }
}
