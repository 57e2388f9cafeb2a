using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Scenarios.Loading;

/// <summary>A sweep reads a scenario once and goes from seed to seed.</summary>
public sealed class OtherSeedTests
{
    [Fact]
    public void A_cell_under_another_seed_is_what_would_be_read_with_that_seed()
    {
        string text = File.ReadAllText(
            Repository.PathOf("scenarios", "negative", "stale-follower-read.yaml")
        );
        ScenarioCell first = Load(text, 1);
        ScenarioCell read = Load(text, 2);

        ScenarioCell moved = first.Under(2)!;

        Assert.Equal(read.Resolved, moved.Resolved);
        Assert.NotEqual(first.Resolved, moved.Resolved);
        RunResult expected = TestScenario.Run(read);
        RunResult actual = TestScenario.Run(moved);
        Assert.Equal(
            (expected.Id, expected.Seed, expected.Fingerprint),
            (actual.Id, actual.Seed, actual.Fingerprint)
        );
    }

    [Fact]
    public void A_swarm_must_be_read_again()
    {
        string text = File.ReadAllText(Repository.PathOf("scenarios", "swarm.yaml"));

        Assert.Null(Load(text, 1).Under(2));
    }

    private static ScenarioCell Load(string text, ulong seed) =>
        ScenarioLoader.Load("test.yaml", text, new LoadOptions { ReadFile = _ => null, Seed = seed }).Cells[
            0
        ];
}
