using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Contracts;

/// <summary>Every scenario with a planted bug fails, with a reason; without the bug it holds.</summary>
public sealed class PlantedBugTests
{
    public static TheoryData<string> Planted =>
        [
            .. Directory
                .GetFiles(Repository.PathOf("scenarios", "negative"), "*.yaml")
                .Select(file => Path.GetFileName(file)!)
                .Where(file => !file.StartsWith("database-", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Planted))]
    public void A_planted_bug_is_caught_with_a_reason(string file)
    {
        RunResult result = TestScenario.Run(TestScenario.LoadFile(Path.Combine("negative", file))[0]);

        ModelOutcome verdict = Assert.Single(result.Models, model => model.Model == "linearizable");
        Assert.Equal(Judgement.Failed, verdict.Judgement);
        Assert.Matches("^client [0-9]+ read .* although client [0-9]+ wrote ", verdict.Because);
        Assert.InRange(verdict.Operations.Count, 2, 8);
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void Without_the_planted_bug_the_same_scenario_holds(string file)
    {
        string text = File.ReadAllText(Repository.PathOf("scenarios", "negative", file));
        string healthy = WithoutPlant(text);
        Assert.NotEqual(text, healthy);

        RunResult result = TestScenario.Run(TestScenario.Load(healthy)[0]);

        Assert.All(
            result.Expectations,
            outcome => Assert.Equal((outcome.That, Judgement.Held), (outcome.That, outcome.Judgement))
        );
    }

    private static string WithoutPlant(string text) =>
        string.Join(
            '\n',
            text.Replace("planted: answer-reads-without-read-index, ", "", StringComparison.Ordinal)
                .Replace("raft: {planted: acknowledge-before-sync}", "raft: {}", StringComparison.Ordinal)
                .Split('\n')
                .Where(line => !line.Contains("planted: keep-acknowledging", StringComparison.Ordinal))
        );
}
