using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Contracts;

/// <summary>The scenarios about transactions show what they say they show.</summary>
public sealed class DatabaseScenarioTests
{
    /// <summary>The file, what is planted there, and what stands there when it is not.</summary>
    public static TheoryData<string, string, string> Planted =>
        new()
        {
            { "database-lost-update", ", planted: lost-update", "" },
            { "database-dirty-read", ", planted: dirty-read", "" },
            { "database-write-skew", "isolation: snapshot-isolation", "isolation: serializable" },
            { "database-long-fork", ", planted: local-snapshots", "" },
            { "database-unilateral-abort", "    planted: unilateral-abort\n", "" },
            { "database-lying-clocks", "uncertainty: 5ms", "uncertainty: 100ms" },
        };

    public static TheoryData<string> Levels =>
        [
            "read-uncommitted",
            "read-committed",
            "cursor-stability",
            "repeatable-read",
            "snapshot-isolation",
            "serializable",
            "strict-serializable",
        ];

    [Theory]
    [MemberData(nameof(Planted))]
    public void What_is_planted_in_a_database_is_caught_with_a_reason(
        string file,
        string planted,
        string healthy
    )
    {
        string text = TextOf(file);
        Assert.Contains(planted, text, StringComparison.Ordinal);
        Assert.NotEqual(planted, healthy);

        RunResult result = TestScenario.Run(TestScenario.Load(text)[0]);

        ModelOutcome verdict = Assert.Single(result.Models);
        Assert.Equal(Judgement.Failed, verdict.Judgement);
        Assert.False(string.IsNullOrEmpty(verdict.Because));
    }

    [Theory]
    [MemberData(nameof(Planted))]
    public void Without_what_is_planted_the_same_database_holds(string file, string planted, string healthy)
    {
        string text = TextOf(file).Replace(planted, healthy, StringComparison.Ordinal);

        AssertHolds(TestScenario.Load(text)[0]);
    }

    [Theory]
    [MemberData(nameof(Levels))]
    public void A_level_of_the_ladder_keeps_what_it_promises(string level) =>
        AssertHolds(TestScenario.LoadFile("isolation-ladder.yaml", "isolation=" + level)[0]);

    private static string TextOf(string file) =>
        File.ReadAllText(Repository.PathOf("scenarios", "negative", file + ".yaml"));

    private static void AssertHolds(ScenarioCell cell)
    {
        RunResult result = TestScenario.Run(cell);

        Assert.All(
            result.Expectations,
            outcome =>
                Assert.Equal(
                    (outcome.That, Judgement.Held, null),
                    (
                        outcome.That,
                        outcome.Judgement,
                        outcome.Judgement == Judgement.Held ? null : outcome.Because
                    )
                )
        );
    }
}
