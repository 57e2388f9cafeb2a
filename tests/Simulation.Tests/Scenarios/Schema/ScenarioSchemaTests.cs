using System.Globalization;
using System.Text.Json.Nodes;
using NJsonSchema;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Schema;
using Simulation.Scenarios.Yaml;
using Simulation.Testing;
using Simulation.Tests.Scenarios.Loading;

namespace Simulation.Tests.Scenarios.Schema;

public sealed class ScenarioSchemaTests
{
    public static TheoryData<string> Files => new(ScenarioFiles.Sound);

    [Fact]
    public void The_schema_in_the_repository_is_that_of_the_options_records()
    {
        string path = Repository.PathOf("src", "Simulation.Scenarios", "Schema", "scenario.v1.schema.json");
        string text = ScenarioSchema.Text();

        if (Environment.GetEnvironmentVariable("GOLDEN") == "update")
        {
            File.WriteAllText(path, text);
        }

        Assert.Equal(File.Exists(path) ? File.ReadAllText(path) : $"no file {path}", text);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Every_scenario_meets_the_schema(string file)
    {
        JsonSchema schema = await Schema();

        var problems = schema.Validate(JsonOf(ScenarioFiles.Text(file)));

        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("tests/data/broken/unknown-keys.yaml")]
    [InlineData("tests/data/broken/bare-numbers.yaml")]
    [InlineData("tests/data/broken/wrong-shapes.yaml")]
    public async Task A_broken_scenario_does_not_meet_the_schema(string file)
    {
        JsonSchema schema = await Schema();

        var problems = schema.Validate(JsonOf(ScenarioFiles.Text(file)));

        Assert.NotEmpty(problems);
    }

    private static Task<JsonSchema> Schema() =>
        JsonSchema.FromJsonAsync(ScenarioSchema.Text(), TestContext.Current.CancellationToken);

    private static string JsonOf(string yaml) =>
        Json(YamlReader.Read("a.yaml", yaml, new ProblemList())!)!.ToJsonString();

    private static JsonNode? Json(YamlNode node) =>
        node switch
        {
            YamlMap map => new JsonObject(
                map.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Json(entry.Value)))
            ),
            YamlList list => new JsonArray([.. list.Items.Select(Json)]),
            YamlScalar { IsNull: true } => null,
            YamlScalar { IsPlain: true, Text: "true" or "false" } flag => JsonValue.Create(
                flag.Text == "true"
            ),
            YamlScalar { IsPlain: true } number
                when long.TryParse(
                    number.Text,
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out long value
                ) => JsonValue.Create(value),
            YamlScalar text => JsonValue.Create(text.Text),
            _ => throw new InvalidOperationException("every node has a shape"),
        };
}
