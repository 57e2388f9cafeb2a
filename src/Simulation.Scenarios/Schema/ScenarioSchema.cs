using System.Text.Json;
using System.Text.Json.Nodes;
using Simulation.Components;
using Simulation.Components.Faults;
using Simulation.Components.Workloads;
using Simulation.Kernel.Faults;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Options;

namespace Simulation.Scenarios.Schema;

/// <summary>The JSON Schema of scenario files, made from the options records and the catalogues.</summary>
public static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
    };

    /// <summary>The schema as a text that ends in a line feed; the same for the same engine.</summary>
    public static string Text()
    {
        JsonObject schema = OptionSchema.Of(typeof(ScenarioOptions), Blocks());
        schema.Insert(0, "$schema", "http://json-schema.org/draft-07/schema#");
        schema.Insert(1, "title", "Simulation lab scenario, v1");
        ((JsonArray)schema["required"]!).Add("components");
        ((JsonArray)schema["required"]!).Add("workload");
        return schema.ToJsonString(Indented) + "\n";
    }

    private static List<KeyValuePair<string, JsonObject>> Blocks() =>
        [
            new(
                "params",
                Map("Names for values, written ${name} elsewhere and set with --set.", new JsonObject())
            ),
            new(
                "matrix",
                Map(
                    "The values that parameters (or 'seed') take in turn; 'exclude', 'include' as in GitHub's.",
                    new JsonObject { ["type"] = "array" }
                )
            ),
            new(
                "include",
                List(
                    "Files, or their fragments (file.yaml#name), that are merged in.",
                    new JsonObject { ["type"] = "string" }
                )
            ),
            new(
                "components",
                Map("What is under test, by name.", OneOf(ComponentCatalog.All.Select(Component)))
            ),
            new("workload", List("Who asks what, how often.", OptionSchema.Of(typeof(WorkloadOptions)))),
            new("faults", List("What goes wrong, and when.", OneOf(FaultCatalog.All.Select(Fault)))),
        ];

    private static JsonObject Component(ComponentKind kind) =>
        OptionSchema.Of(kind.OptionsType, [new("kind", Constant(kind.Name, kind.Summary))]);

    private static JsonObject Fault(FaultKind kind)
    {
        JsonObject common = OptionSchema.Of(typeof(FaultOptions));
        var properties = (JsonObject)common["properties"]!;
        properties["inject"] = Constant(kind.Name, kind.Summary);
        string[] keysOfKind = [.. OptionProperty.Of(kind.OptionsType).Select(option => option.Key)];
        JsonObject own = OptionSchema.Of(
            kind.OptionsType,
            [
                .. properties
                    .Where(entry => !keysOfKind.Contains(entry.Key))
                    .Select(entry => KeyValuePair.Create(entry.Key, (JsonObject)entry.Value!.DeepClone())),
            ]
        );
        var required = (JsonArray?)own["required"] ?? [];
        own["required"] = new JsonArray([
            .. ((JsonArray)common["required"]!).Concat(required).Select(name => name!.DeepClone()),
        ]);
        return own;
    }

    private static JsonObject Constant(string value, string summary) =>
        new() { ["const"] = value, ["description"] = summary };

    private static JsonObject OneOf(IEnumerable<JsonObject> schemas) =>
        new() { ["anyOf"] = new JsonArray([.. schemas]) };

    private static JsonObject Map(string description, JsonObject values) =>
        new()
        {
            ["type"] = "object",
            ["description"] = description,
            ["additionalProperties"] = AnyOr(values),
        };

    private static JsonNode AnyOr(JsonObject values) => values.Count == 0 ? JsonValue.Create(true) : values;

    private static JsonObject List(string description, JsonObject items) =>
        new()
        {
            ["type"] = "array",
            ["description"] = description,
            ["items"] = items,
        };
}
