using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Contracts;

/// <summary>The scenarios that a newcomer runs first show what they say they show.</summary>
public sealed class ScenarioFileTests
{
    [Fact]
    public void Hello_partition_fails_for_one_design_only_and_says_why()
    {
        List<RunResult> results = [.. TestScenario.LoadFile("hello-partition.yaml").Select(TestScenario.Run)];

        Assert.Equal(["raft", "multi-leader"], results.Select(result => result.Cell[0].Value));
        Assert.All(results[0].Expectations, outcome => Assert.Equal(Judgement.Held, outcome.Judgement));
        ExpectationOutcome failed = results[1]
            .Expectations.First(outcome => outcome.Judgement == Judgement.Failed);
        Assert.Equal("history(people) is linearizable", failed.That);
        Assert.Contains(" read ", failed.Because, StringComparison.Ordinal);
        Assert.NotNull(failed.At);
    }

    [Fact]
    public void Crash_and_recover_holds() => AssertHolds(TestScenario.LoadFile("crash-and-recover.yaml")[0]);

    [Theory]
    [InlineData("raft", "linearizable")]
    [InlineData("quorum", "eventual")]
    [InlineData("primary-backup", "eventual")]
    [InlineData("multi-leader", "eventual")]
    public void Consistency_under_partition_holds_for_every_design(string protocol, string observed)
    {
        ScenarioCell cell = TestScenario.LoadFile("consistency-under-partition.yaml", "protocol=" + protocol)[
            0
        ];

        RunResult result = AssertHolds(cell);

        Assert.Equal(observed, Assert.Single(result.Workloads).Observed);
    }

    [Theory]
    [InlineData("linearizable")]
    [InlineData("sequential")]
    [InlineData("bounded-staleness")]
    [InlineData("causal")]
    [InlineData("session")]
    [InlineData("consistent-prefix")]
    [InlineData("eventual")]
    public void Every_level_of_the_ladder_keeps_its_promise(string level) =>
        AssertHolds(TestScenario.LoadFile("consistency-ladder.yaml", "level=" + level)[0]);

    [Fact]
    public void A_slow_clock_breaks_a_bound_on_staleness_and_a_nearly_right_one_does_not() =>
        Assert.All(TestScenario.LoadFile("bounded-staleness-wrong-clock.yaml"), cell => AssertHolds(cell));

    [Fact]
    public void A_slow_clock_breaks_a_lease_and_neither_a_nearly_right_one_nor_read_index() =>
        Assert.All(TestScenario.LoadFile("clock-skew-breaks-leases.yaml"), cell => AssertHolds(cell));

    [Fact]
    public void Consensus_survives_what_swarms_think_of_and_comes_back() =>
        Assert.All(TestScenario.LoadFile("swarm.yaml"), cell => AssertHolds(cell));

    private static RunResult AssertHolds(ScenarioCell cell)
    {
        RunResult result = TestScenario.Run(cell);
        Assert.All(
            result.Expectations,
            outcome => Assert.Equal((outcome.That, Judgement.Held), (outcome.That, outcome.Judgement))
        );
        return result;
    }
}
