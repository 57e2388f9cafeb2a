using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulation.Components;
using Simulation.Components.Workloads;
using Simulation.Kernel.Faults;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Options;

namespace Simulation.Scenarios.Schema;

/// <summary>The JSON Schema (draft 7) of scenario files, made from the records that they are read into.</summary>
public static class ScenarioSchema
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as a text that ends in a line feed.</summary>
    public static string Text()
    {
        JsonObject root = OptionSchema.Of(typeof(ScenarioOptions),
        [
            new("params", Map("Values that ${name} takes, each with its default.", new JsonObject())),
            new("matrix", Map("Lists of values for params and seed: one run for each combination.", new JsonObject())),
            new("include", List("Files with topology to take over: file.yaml#fragment.", new JsonObject { ["type"] = "string" })),
            new("components", Map("Who lives on the nodes, by name.", AnyOf(ComponentCatalog.All.Select(Component)))),
            new("workload", List("What clients ask.", OptionSchema.Of(typeof(WorkloadOptions)))),
            new("faults", List("What goes wrong, and when.", AnyOf(FaultCatalog.All.Select(Fault)))),
        ]);
        JsonObject schema = new()
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "simlab scenario v1",
        };
        foreach ((string key, JsonNode? value) in root)
        {
            schema.Add(key, value?.DeepClone());
        }

        return schema.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Component(ComponentKind kind) =>
        Requiring(OptionSchema.Of(kind.OptionsType, [new("kind", Const(kind.Name, kind.Summary))]), "kind");

    private static JsonObject Fault(FaultKind kind)
    {
        List<KeyValuePair<string, JsonObject>> common =
        [
            .. OptionSchema.Of(typeof(FaultOptions))["properties"]!.AsObject().Select(pair =>
                KeyValuePair.Create(pair.Key, pair.Key == "inject" ? Const(kind.Name, kind.Summary) : pair.Value!.AsObject())),
        ];
        return Requiring(OptionSchema.Of(kind.OptionsType, common), "id", "inject", "at");
    }

    private static JsonObject Requiring(JsonObject schema, params string[] keys)
    {
        IEnumerable<string> already = schema["required"]?.AsArray().Select(key => key!.GetValue<string>()) ?? [];
        schema["required"] = new JsonArray([.. keys.Union(already).Select(key => JsonValue.Create(key))]);
        return schema;
    }

    private static JsonObject Const(string name, string summary) => new() { ["const"] = name, ["description"] = summary };

    private static JsonObject Map(string description, JsonObject values) => new()
    {
        ["type"] = "object",
        ["description"] = description,
        ["additionalProperties"] = values,
    };

    private static JsonObject List(string description, JsonObject items) => new()
    {
        ["type"] = "array",
        ["description"] = description,
        ["items"] = items,
    };

    private static JsonObject AnyOf(IEnumerable<JsonObject> schemas) =>
        new() { ["anyOf"] = new JsonArray([.. schemas]) };
}
