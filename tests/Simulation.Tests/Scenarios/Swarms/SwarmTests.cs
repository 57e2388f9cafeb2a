using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Scenarios.Swarms;

public sealed class SwarmTests
{
    [Fact]
    public void A_seed_draws_the_same_faults_each_time_and_another_seed_draws_others()
    {
        string text = Scenario("swarm: {at: 2s}", "liveness: {heal-at: 20s, must-progress-within: 5s}");

        string[] drawn = [.. Enumerable.Range(1, 20).Select(seed => Drawn(text, seed))];
        string[] again = [.. Enumerable.Range(1, 20).Select(seed => Drawn(text, seed))];

        Assert.Equal(drawn, again);
        Assert.InRange(drawn.Distinct().Count(), 15, 20);
    }

    [Fact]
    public void Leaving_a_kind_out_changes_no_other()
    {
        string all = Scenario("swarm: {at: 2s, chance: 100%}");
        string fewer = Scenario("swarm: {at: 2s, chance: 100%, without: [crash]}");

        string[] withCrash = Lines(all, 7);
        string[] withoutCrash = Lines(fewer, 7);

        Assert.Contains(withCrash, line => line.StartsWith("swarm-crash", StringComparison.Ordinal));
        Assert.Equal(
            withCrash.Where(line => !line.StartsWith("swarm-crash", StringComparison.Ordinal)),
            withoutCrash
        );
    }

    [Fact]
    public void The_chance_decides_how_many_kinds_take_part()
    {
        string never = Scenario("swarm: {chance: 0%}");
        string always = Scenario("swarm: {chance: 100%, faults: [crash, partition]}");
        string usual = Scenario("swarm: {faults: [crash]}");

        int count = Enumerable.Range(1, 400).Count(seed => Lines(usual, seed).Length == 1);

        Assert.Empty(Lines(never, 1));
        Assert.Equal(2, Lines(always, 1).Length);
        Assert.InRange(count, 70, 130);
    }

    [Fact]
    public void The_resolved_scenario_says_what_was_drawn_and_repeats_the_run()
    {
        ScenarioCell cell = TestScenario
            .Load(Scenario("swarm: {chance: 100%, faults: [crash, packet-loss]}"))
            .Single();
        ScenarioCell resolved = TestScenario.Load(cell.Resolved).Single();

        RunResult run = TestScenario.Run(cell);
        RunResult again = TestScenario.Run(resolved);

        Assert.DoesNotContain("swarm:", cell.Resolved, StringComparison.Ordinal);
        Assert.Contains("swarm-crash", cell.Resolved, StringComparison.Ordinal);
        Assert.Equal(run.Fingerprint, again.Fingerprint);
    }

    [Fact]
    public void Every_kind_that_can_be_drawn_is_read_without_problems_for_many_seeds()
    {
        string text = Scenario("swarm: {at: 1s, chance: 100%}");

        int[] counts = [.. Enumerable.Range(1, 50).Select(seed => Lines(text, seed).Length)];

        Assert.All(counts, count => Assert.Equal(counts[0], count));
        Assert.True(counts[0] >= 7);
    }

    [Fact]
    public void A_fault_that_cannot_be_drawn_is_a_problem_where_it_stands()
    {
        LoadResult result = ScenarioLoader.Load(
            "test.yaml",
            Scenario("swarm: {faults: [partitoin]}"),
            new LoadOptions { ReadFile = _ => null }
        );

        Problem problem = Assert.Single(result.Problems);
        Assert.Contains("partitoin", problem.Message, StringComparison.Ordinal);
        Assert.Contains("partition", problem.Suggestion, StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_is_healed_when_the_liveness_phase_begins()
    {
        string faults = """
            faults:
              - {id: cut, at: 5s, inject: partition, shape: majority-minority}
              - {id: again, at: 1s, for: 1s, every: 2s, inject: pause, mode: one}
              - {id: late, at: 21s, for: 1s, inject: crash, mode: one}
            """;
        ScenarioCell cell = TestScenario
            .Load(Scenario(faults, "liveness: {heal-at: 19500ms, must-progress-within: 5s}"))
            .Single();

        RunResult run = TestScenario.Run(cell);

        Assert.Equal("19.5s", run.Faults[0].End.ToString());
        Assert.Equal("19.5s", run.Faults[1].End.ToString());
        Assert.True(run.Faults[2].TouchedNothing);
        Assert.Equal(Judgement.Held, Liveness(run).Judgement);
    }

    [Fact]
    public void A_system_that_does_not_come_back_in_time_fails_its_liveness()
    {
        // All start again at 10s, and nobody stands for election before 18s.
        string faults = "faults: [{id: cut, at: 9s, inject: crash}]";
        ScenarioCell cell = TestScenario
            .Load(
                Scenario(faults, "liveness: {heal-at: 10s, must-progress-within: 3s}")
                    .Replace(
                        "protocol: raft",
                        "protocol: raft\n    raft: {election-timeout-min: 8s, election-timeout-max: 9s}",
                        StringComparison.Ordinal
                    )
            )
            .Single();

        RunResult run = TestScenario.Run(cell);

        Assert.Equal(Judgement.Failed, Liveness(run).Judgement);
        Assert.Contains("got no answer in time", Liveness(run).Because, StringComparison.Ordinal);
    }

    private static ExpectationOutcome Liveness(RunResult run) =>
        Assert.Single(
            run.Expectations,
            outcome => outcome.That.Contains("makes progress", StringComparison.Ordinal)
        );

    private static string Drawn(string text, int seed) => string.Join("; ", Lines(text, seed));

    /// <summary>The faults of a cell in a form that can be compared.</summary>
    private static string[] Lines(string text, int seed) =>
        [
            .. TestScenario
                .Load(text.Replace("seed: 1", $"seed: {seed}", StringComparison.Ordinal))
                .Single()
                .Faults.Select(fault =>
                    $"{fault.Id} {fault.At} {fault.Length} {fault.Every} {Words(fault.Options)}"
                ),
        ];

    /// <summary>A record prints lists by their type; the names in them are what matters.</summary>
    private static string Words(object options) =>
        options.ToString() + string.Join(",", ((Simulation.Kernel.Faults.NodeTarget)options).Nodes);

    private static string Scenario(params string[] blocks) =>
        """
            scenario: v1
            name: test
            seed: 1
            duration: 30s
            topology:
              regions:
                lab: {nodes: [n1, n2, n3]}
            components:
              store:
                kind: kv-store
                protocol: raft
            workload:
              - name: clerks
                clients: {lab: 2}
                target: store
                rate: 50/s
                keys: {count: 3, pick: uniform}
                mix: {read: 50%, write: 50%}
                timeout: 500ms

            """
        + string.Join("\n", blocks)
        + "\n";
}
