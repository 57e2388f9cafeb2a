using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Components.Routing;

public sealed class TrafficRouterTests
{
    private const string Outage = "{id: dark, at: 30s, for: 40s, inject: region-outage, region: west}";

    [Fact]
    public void Traffic_moves_when_checks_fail_and_back_when_they_succeed_again() =>
        AssertHeld(
            "order: [west, north], dns-ttl: 2s, health: {every: 2s, timeout: 1s}",
            Outage,
            "edge.moves == 2",
            "edge.health-changes == 2",
            "p50(edge.client-moved) <= 3s",
            "max(edge.disagreement) == 0"
        );

    [Fact]
    public void A_check_that_may_last_until_the_next_fails_in_time() =>
        AssertHeld(
            "order: [west, north], dns-ttl: 2s, health: {every: 2s, timeout: 2s}",
            Outage,
            "edge.moves == 2"
        );

    [Fact]
    public void A_hold_down_keeps_traffic_where_it_went()
    {
        RunResult run = Run(
            "order: [west, north], dns-ttl: 2s, hold-down: 10m, health: {every: 2s, timeout: 1s}",
            Outage
        );

        Assert.Equal(1, run.Happenings.Single(one => one.Name == "traffic-moved").Count);
        Assert.Equal(1, run.Happenings.Single(one => one.Name == "endpoint-healthy").Count);
    }

    [Fact]
    public void Traffic_that_was_held_moves_back_when_the_hold_down_is_over() =>
        AssertHeld(
            "order: [west, north], dns-ttl: 2s, hold-down: 60s, health: {every: 2s, timeout: 1s}",
            Outage,
            "edge.moves == 2"
        );

    [Fact]
    public void Weights_share_the_answers_out() =>
        AssertHeld(
            "order: [west, north], dns-ttl: 0s, strategy: weighted, weights: {west: 90%, north: 10%}",
            "",
            "edge.answers{endpoint=north} / edge.answers >= 8%",
            "edge.answers{endpoint=north} / edge.answers <= 12%"
        );

    [Fact]
    public void Sticky_clients_stay_and_keep_to_the_weights() =>
        AssertHeld(
            "order: [west, north], dns-ttl: 1s, strategy: weighted, sticky: true, weights: {west: 80%, north: 20%}",
            "",
            "edge.answers{endpoint=north} / edge.answers >= 15%",
            "edge.answers{endpoint=north} / edge.answers <= 25%",
            "edge.moves == 0"
        );

    [Fact]
    public void Who_is_sent_elsewhere_by_weight_alone_has_not_had_to_move() =>
        AssertHeld(
            "order: [west, north], dns-ttl: 1s, strategy: weighted, weights: {west: 50%, north: 50%}, "
                + "health: {every: 2s, timeout: 1s}",
            Outage,
            "max(edge.client-moved) <= 30s",
            "count(edge.client-moved) <= 100"
        );

    [Fact]
    public void A_route_that_was_lost_on_the_way_is_told_again() =>
        AssertHeld(
            "order: [west, north], mode: anycast, convergence: 1s, health: {every: 2s, timeout: 1s}",
            Outage + ", {id: lossy, at: 30s, inject: packet-loss, regions: [home], loss: 20%}",
            "max(edge.client-moved) <= 25s",
            "edge.moves == 2"
        );

    [Fact]
    public void A_name_server_that_starts_again_begins_anew() =>
        AssertHeld(
            "order: [west, north], runs-on: [watch, north-1], dns-ttl: 2s, health: {every: 2s, timeout: 1s}",
            "{id: dark, at: 30s, inject: region-outage, region: west}, "
                + "{id: down, at: 60s, inject: crash, nodes: [watch], restart-after: 1s}",
            "edge.moves == 3",
            "max(edge.disagreement) == 1",
            "availability >= 85%"
        );

    [Fact]
    public void A_brown_out_shifts_traffic_away_from_what_fails_now_and_then() =>
        AssertHeld(
            "order: [west, north], dns-ttl: 0s, strategy: weighted, brown-out: true, weights: {west: 50%, north: 50%}, "
                + "health: {every: 1s, timeout: 900ms, unhealthy-after: 100}",
            "{id: sick, at: 1s, inject: packet-loss, regions: [west], loss: 50%}",
            "edge.answers{endpoint=west} / edge.answers <= 35%",
            "edge.health-changes == 0"
        );

    [Fact]
    public void Latency_goes_the_shortest_way_and_geo_to_the_nearest_place()
    {
        AssertHeld("order: [west, north], strategy: latency", "", "edge.answers{endpoint=west} == 0");
        AssertHeld("order: [north, west], strategy: geo", "", "edge.answers{endpoint=north} == 0");
    }

    [Fact]
    public void A_name_server_that_is_cut_off_thinks_otherwise() =>
        AssertHeld(
            "order: [west, north], runs-on: [north-1, west-1], dns-ttl: 2s, health: {every: 2s, timeout: 1s}",
            "{id: cut, at: 30s, for: 40s, inject: partition, groups: [[north-1, north-2], [west-1, west-2]]}",
            "max(edge.disagreement) == 1"
        );

    [Fact]
    public void Without_name_servers_clients_go_on_with_stale_answers_only_where_they_may()
    {
        const string Silence = "{id: mute, at: 30s, for: 60s, inject: dns-error, component: edge}";

        AssertHeld("order: [west, north], dns-ttl: 2s", Silence, "availability >= 95%");
        AssertHeld("order: [west, north], dns-ttl: 2s, serve-stale: false", Silence, "availability <= 60%");
    }

    [Fact]
    public void Frozen_names_lead_to_the_dead() =>
        AssertHeld(
            "order: [west, north], dns-ttl: 2s, health: {every: 2s, timeout: 1s}",
            "{id: old, at: 29s, inject: dns-stale, component: edge}, "
                + "{id: dark, at: 30s, inject: region-outage, region: west}",
            "edge.moves == 1",
            "availability <= 30%"
        );

    [Fact]
    public void Where_nobody_is_healthy_everybody_is_asked() =>
        AssertHeld(
            "order: [west, north], runs-on: [watch], dns-ttl: 2s, health: {every: 2s, timeout: 1s}",
            "{id: blind, at: 30s, inject: partition, groups: [[watch], [west-1, west-2, north-1, north-2]]}",
            "edge.health-changes == 2",
            "edge.moves <= 2",
            "availability >= 99%"
        );

    [Theory]
    [InlineData("order: [west], strategy: weighted", "some endpoint needs a weight")]
    [InlineData("order: [west], sticky: true", "go with 'strategy: weighted'")]
    [InlineData("order: [west], strategy: weighted, weights: {north: 5%}", "'north' is not an endpoint")]
    [InlineData("order: [west], health: {every: 1s, timeout: 2s}", "must be at most 'every'")]
    public void What_does_not_fit_is_told(string router, string told)
    {
        LoadResult loaded = ScenarioLoader.Load(
            "test.yaml",
            Text(router, "", []),
            new LoadOptions { ReadFile = _ => null }
        );

        Assert.Contains(told, ProblemRenderer.Render(loaded.Problems, _ => null));
    }

    private static void AssertHeld(string router, string faults, params string[] expected) =>
        Assert.All(
            TestScenario.Run(TestScenario.Load(Text(router, faults, expected)).Single()).Expectations,
            outcome => Assert.True(outcome.Judgement == Judgement.Held, $"{outcome.That}: {outcome.Because}")
        );

    private static RunResult Run(string router, string faults) =>
        TestScenario.Run(TestScenario.Load(Text(router, faults, ["operations > 0"])).Single());

    private static string Text(string router, string faults, string[] expected) =>
        $$"""
            scenario: v1
            name: routed
            seed: 5
            duration: 2m
            topology:
              regions:
                west: {cloud: a, nodes: [west-1, west-2]}
                north: {cloud: b, nodes: [north-1, north-2]}
                home: {cloud: a, nodes: [watch]}
              links:
                - within: [west, north, home]
                  latency: {p50: 20ms, p99: 40ms}
                - between: [north, home]
                  latency: {p50: 5ms, p99: 10ms}
            components:
              api: {kind: service, runs-on: [west, north], workers: 50}
              edge: {kind: traffic-router, target: api, {{router}}}
            workload:
              - name: c
                target: edge
                clients: {home: 50}
                rate: 50/s
                keys: {count: 3}
                mix: {read: 100%}
                timeout: 1s
            faults: [{{faults}}]
            expect:
            {{string.Join("\n", expected.Select(that => $"  - that: {that}"))}}
            """;
}
