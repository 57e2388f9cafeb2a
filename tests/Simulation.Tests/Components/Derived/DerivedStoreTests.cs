using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Components.Derived;

public sealed class DerivedStoreTests
{
    private const string Healthy = """
        scenario: v1
        name: derived
        seed: 3
        duration: 30s
        params:
          by: outbox
          order: source-first
          reads: sink
          idempotent: true
          log: 10000
        topology:
          regions:
            here: {nodes: [n1, n2, n3]}
            there: {nodes: [m1]}
          links:
            - within: [here, there]
              latency: 1ms
            - between: [here, there]
              latency: 5ms
        components:
          books:
            kind: database
            runs-on: [here]
            shards: 2
            isolation: serializable
            change-log: ${log}
            raft: {snapshot-after: 50}
          index:
            kind: kv-store
            protocol: raft
            runs-on: [there]
          shop:
            kind: derived-store
            source: books
            sink: index
            by: ${by}
            order: ${order}
            reads: ${reads}
            idempotent: ${idempotent}
            runs-on: [here]
            relay-on: n3
        workload:
          - name: people
            clients: {here: 4}
            target: shop
            rate: 60/s
            keys: {count: 500, pick: uniform}
            mix: {read: 20%, write: 80%}
            timeout: 3s

        """;

    private const string Cut = """
        faults:
          - id: cut
            at: 5s
            for: 4s
            inject: partition
            groups: [[here], [there]]
        expect:

        """;

    private const string Crashes = """
        faults:
          - id: crash
            at: 12s
            every: 700ms
            for: 200ms
            inject: crash
            nodes: [n3]
        expect:

        """;

    [Theory]
    [InlineData("by=dual-writes")]
    [InlineData("by=dual-writes", "order=sink-first")]
    [InlineData("by=dual-writes", "order=together")]
    [InlineData("by=dual-writes", "reads=source")]
    [InlineData("by=outbox")]
    [InlineData("by=outbox", "reads=source")]
    [InlineData("by=change-data-capture")]
    [InlineData("by=change-data-capture", "reads=source")]
    public void All_keep_in_step_while_nothing_breaks(params string[] parameters) =>
        AssertHeld(
            Healthy
                + "expect:\n"
                + "  - that: divergent_keys == 0\n"
                + "  - that: lost_writes == 0\n"
                + "  - that: shop.half-writes == 0\n"
                + "  - that: shop.redeliveries == 0\n"
                + (
                    parameters.Contains("order=sink-first")
                        ? ""
                        : "  - that: p99(shop.propagation) < 300ms\n    during: 2s..30s\n"
                )
                + "  - that: availability >= 99%\n"
                + "    during: 2s..30s\n",
            parameters
        );

    [Theory]
    [InlineData("source-first")]
    [InlineData("together")]
    public void Dual_writes_leave_the_stores_apart_when_one_is_cut_off(string order) =>
        AssertHeld(
            Healthy + Cut + "  - that: divergent_keys >= 10\n  - that: shop.half-writes >= 50\n",
            "by=dual-writes",
            $"order={order}"
        );

    [Theory]
    [InlineData("by=outbox")]
    [InlineData("by=outbox", "idempotent=false")]
    [InlineData("by=change-data-capture")]
    [InlineData("by=change-data-capture", "idempotent=false")]
    public void What_was_committed_arrives_in_the_end(params string[] parameters) =>
        AssertHeld(
            Healthy
                + Cut
                + "  - that: divergent_keys == 0\n"
                + "  - that: shop.snapshots == 0\n"
                + "  - that: availability{op=write} >= 95%\n"
                + "    during: 5s..9s\n"
                + "  - that: max(shop.propagation) > 3s\n",
            parameters
        );

    [Theory]
    [InlineData("outbox")]
    [InlineData("change-data-capture")]
    public void A_relay_that_dies_delivers_twice(string by)
    {
        AssertHeld(
            Healthy
                + Crashes
                + "  - that: divergent_keys == 0\n"
                + "  - that: shop.redeliveries >= 1\n"
                + "  - that: shop.duplicates-skipped >= 1\n",
            $"by={by}"
        );
        AssertHeld(
            Healthy
                + Crashes
                + "  - that: divergent_keys == 0\n"
                + "  - that: shop.redeliveries >= 1\n"
                + "  - that: shop.duplicates-skipped == 0\n",
            $"by={by}",
            "idempotent=false"
        );
    }

    [Theory]
    [InlineData("outbox")]
    [InlineData("change-data-capture")]
    public void What_a_relay_had_in_hand_when_it_died_is_not_lost(string by) =>
        AssertHeld(
            Healthy.Replace(
                "    sink: index\n",
                "    sink: index\n    checkpoint: 0ms\n",
                StringComparison.Ordinal
            )
                + Cut.Replace(
                    "faults:\n",
                    "faults:\n  - id: crash\n    at: 7s\n    for: 300ms\n    inject: crash\n    nodes: [n3]\n",
                    StringComparison.Ordinal
                )
                + "  - that: divergent_keys == 0\n  - that: max(shop.backlog) >= 40\n",
            $"by={by}"
        );

    [Fact]
    public void Who_asks_for_changes_that_are_gone_reads_everything() =>
        AssertHeld(
            Healthy + Cut + "  - that: divergent_keys == 0\n  - that: shop.snapshots >= 1\n",
            "by=change-data-capture",
            "log=20"
        );

    [Fact]
    public void Reads_of_the_database_see_what_was_committed() =>
        AssertHeld(
            Healthy
                + Crashes
                + "  - that: history(people) is linearizable\n"
                + "check:\n"
                + "  - history: people\n"
                + "    models: [linearizable]\n",
            "by=outbox",
            "reads=source"
        );

    [Fact]
    public void Components_that_cannot_serve_it_are_named_with_their_cure()
    {
        string[] problems = TestScenario.Problems(
            Healthy
                .Replace("    change-log: ${log}\n", "", StringComparison.Ordinal)
                .Replace("  log: 10000\n", "", StringComparison.Ordinal)
                .Replace("by: outbox", "by: change-data-capture", StringComparison.Ordinal)
        );
        Assert.Equal(
            ["change-data-capture follows the changes of 'books', which keeps none: give it a 'change-log'"],
            problems
        );

        problems = TestScenario.Problems(
            Healthy
                .Replace("source: books\n", "source: index\n", StringComparison.Ordinal)
                .Replace("sink: index\n", "sink: books\n", StringComparison.Ordinal)
        );
        Assert.Equal(
            [
                "'books' takes transactions, and a derived-store asks for operations on single keys",
                "'index' takes operations on single keys, and a derived-store asks for transactions",
            ],
            problems
        );
    }

    private static void AssertHeld(string text, params string[] parameters)
    {
        RunResult result = TestScenario.Run(TestScenario.Load(text, parameters)[0]);

        Assert.All(
            result.Expectations,
            outcome => Assert.True(outcome.Judgement == Judgement.Held, outcome.ToString())
        );
        Assert.Empty(result.Offences);
    }
}
