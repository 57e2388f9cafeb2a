using System.Text.RegularExpressions;
using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Contracts;

/// <summary>Every scenario with a planted bug fails, with a reason; without the bug it holds.</summary>
public sealed partial class PlantedBugTests
{
    public static TheoryData<string> Planted =>
        [
            .. Directory
                .GetFiles(Repository.PathOf("scenarios", "negative"), "*.yaml")
                .Select(file => Path.GetFileName(file)!)
                .Where(file => !file.StartsWith("database-", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    public static TheoryData<string> PlantedAgainstLinearizability =>
        [
            .. Planted
                .Select(row => row.Data)
                .Where(file => TextOf(file).Contains("is linearizable", StringComparison.Ordinal)),
        ];

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_bug_is_caught(string file)
    {
        RunResult result = TestScenario.Run(TestScenario.LoadFile(Path.Combine("negative", file))[0]);

        Assert.Contains(result.Expectations, outcome => outcome.Judgement == Judgement.Failed);
        Assert.DoesNotContain(result.Expectations, outcome => outcome.Judgement == Judgement.Unknown);
    }

    [Theory]
    [MemberData(nameof(PlantedAgainstLinearizability))]
    public void A_history_that_is_not_linearizable_is_so_for_a_reason(string file)
    {
        RunResult result = TestScenario.Run(TestScenario.LoadFile(Path.Combine("negative", file))[0]);

        ModelOutcome verdict = Assert.Single(result.Models, model => model.Model == "linearizable");
        Assert.Equal(Judgement.Failed, verdict.Judgement);
        Assert.Matches(
            "^client [0-9]+ read .* (although client [0-9]+ wrote |but nobody ever wrote )",
            verdict.Because
        );
        Assert.InRange(verdict.Operations.Count, 1, 8);
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void Without_the_planted_bug_the_same_scenario_holds(string file)
    {
        string text = TextOf(file);
        string healthy = WithoutPlant(text);
        Assert.NotEqual(text, healthy);

        RunResult result = TestScenario.Run(TestScenario.Load(healthy)[0]);

        Assert.All(
            result.Expectations,
            outcome => Assert.Equal((outcome.That, Judgement.Held), (outcome.That, outcome.Judgement))
        );
    }

    private static string TextOf(string file) =>
        File.ReadAllText(Repository.PathOf("scenarios", "negative", file));

    private static string WithoutPlant(string text) => PlantedOption().Replace(text, "");

    [GeneratedRegex("planted: [a-z-]+(, )?")]
    private static partial Regex PlantedOption();
}
