using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Running;

namespace Simulation.Tests.Scenarios.Loading;

public sealed class SoundScenarioTests
{
    public static TheoryData<string> Files => new(ScenarioFiles.Sound);

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_scenario_is_without_problems(string file)
    {
        LoadResult result = ScenarioFiles.Load(file, ScenarioFiles.Text(file));

        Assert.Empty(result.Problems);
        Assert.NotEmpty(result.Cells);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_resolved_scenario_resolves_to_itself(string file)
    {
        foreach (ScenarioCell cell in ScenarioFiles.Load(file, ScenarioFiles.Text(file)).Cells)
        {
            LoadResult again = ScenarioFiles.Load(file, cell.Resolved);

            Assert.Empty(again.Problems);
            ScenarioCell only = Assert.Single(again.Cells);
            Assert.Equal(cell.Resolved, only.Resolved);
            Assert.Equal(cell.Seed, only.Seed);
        }
    }

    [Fact]
    public void A_resolved_scenario_repeats_the_run()
    {
        const string File = "scenarios/hello-partition.yaml";
        ScenarioCell cell = ScenarioFiles.Load(File, ScenarioFiles.Text(File)).Cells[0];
        ScenarioCell resolved = ScenarioFiles.Load(File, cell.Resolved).Cells[0];

        RunResult first = ScenarioRunner.Run(cell, new RunOptions());
        RunResult second = ScenarioRunner.Run(resolved, new RunOptions());

        Assert.True(first.EventCount > 1_000);
        Assert.Equal((first.Fingerprint, first.Id), (second.Fingerprint, second.Id));
    }
}
