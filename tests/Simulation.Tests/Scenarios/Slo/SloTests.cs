using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Running;
using Simulation.Scenarios.Slo;
using Simulation.Testing;

namespace Simulation.Tests.Scenarios.Slo;

public sealed class SloTests
{
    private const string Promise =
        "{name: soon, good: any succeeded within 300ms, objective: 99%, window: 1h, ALERTS}";
    private const string Quick = "alerts: [{name: page, burn: 10x, over: [20s, 5s]}]";
    private const string Dark = "{id: dark, at: 60s, for: 20s, inject: region-outage, region: eu}";

    [Fact]
    public void An_alert_fires_when_both_windows_burn_and_resolves_with_the_short_one()
    {
        AlertOutcome alert = Run(Quick, Dark, "operations > 0").Slos.Single().Alerts.Single();

        // A request is known for bad 300 ms after it was made; 10 % of 20 s are bad after 2 s of the outage.
        AlertSpan span = Assert.Single(alert.Spans);
        Assert.InRange(span.Fired.Nanoseconds / 1_000_000_000, 62, 64);
        Assert.InRange(span.Resolved!.Value.Nanoseconds / 1_000_000_000, 82, 86);
    }

    [Fact]
    public void What_alerts_did_can_be_expected() =>
        AssertHeld(
            Run(
                Quick,
                Dark,
                "alert(page) fired within 5s\n    after: dark",
                "time_to_alert(alert=page) <= 5s"
            )
        );

    [Fact]
    public void Without_trouble_nobody_is_paged_and_no_budget_used() =>
        AssertHeld(Run(Quick, "", "alert(page) never fired", "budget_used == 0%"));

    [Fact]
    public void An_alert_that_did_not_fire_in_time_fails_the_expectation()
    {
        RunResult run = Run(
            Quick,
            Dark,
            "alert(page) fired within 1s\n    after: dark",
            "alert(page) never fired"
        );

        Assert.All(run.Expectations, outcome => Assert.Equal(Judgement.Failed, outcome.Judgement));
    }

    [Fact]
    public void A_budget_is_used_by_the_share_of_its_window()
    {
        // 20 s of an hour without service at a budget of 1 %: 20 / 36.
        SloOutcome slo = Run(Quick, Dark, "operations > 0").Slos.Single();

        Assert.InRange(slo.BudgetUsed.Value, 0.50, 0.61);
        Assert.True(slo.IsFilled);
    }

    [Fact]
    public void A_promise_without_alerts_has_those_of_the_workbook()
    {
        RunResult run = Run("workload: c", Dark, "alert(ticket) never fired");

        Assert.Equal(["page", "page-slowly", "ticket"], run.Slos.Single().Alerts.Select(alert => alert.Name));
    }

    [Theory]
    [InlineData(Quick, "alert(pages) fired", "did you mean 'page'?")]
    [InlineData("alerts: [{name: page, burn: 10, over: [20s, 5s]}]", "operations > 0", "such as 14.4x")]
    [InlineData(
        "alerts: [{name: page, burn: 10x, over: [5s, 20s]}]",
        "operations > 0",
        "a long window and a short one"
    )]
    [InlineData(Quick, "alert(page) maybe", "'fired' or 'never fired'")]
    public void What_does_not_fit_is_told(string more, string expected, string told)
    {
        LoadResult loaded = ScenarioLoader.Load(
            "test.yaml",
            Text(more, "", [expected]),
            new LoadOptions { ReadFile = _ => null }
        );

        Assert.Contains(told, ProblemRenderer.Render(loaded.Problems, _ => null));
    }

    private static void AssertHeld(RunResult run) =>
        Assert.All(
            run.Expectations,
            outcome => Assert.True(outcome.Judgement == Judgement.Held, $"{outcome.That}: {outcome.Because}")
        );

    private static RunResult Run(string more, string faults, params string[] expected) =>
        TestScenario.Run(TestScenario.Load(Text(more, faults, expected)).Single());

    private static string Text(string more, string faults, string[] expected) =>
        $$"""
            scenario: v1
            name: promised
            duration: 2m
            warmup: 10s
            topology:
              regions:
                eu: {nodes: [api-1]}
                home: {}
            components:
              api: {kind: service, workers: 50}
            workload:
              - name: c
                target: api
                clients: {home: 5}
                rate: 20/s
                keys: {count: 3}
                timeout: 1s
            faults: [{{faults}}]
            slo:
              - {{Promise.Replace("ALERTS", more, StringComparison.Ordinal)}}
            expect:
            {{string.Join("\n", expected.Select(that => $"  - that: {that}"))}}
            """;
}
