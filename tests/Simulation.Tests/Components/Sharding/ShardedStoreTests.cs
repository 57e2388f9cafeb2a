using System.Globalization;
using Simulation.Components.Stores;
using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Components.Sharding;

public sealed class ShardedStoreTests
{
    private const string Scenario = """
        scenario: v1
        name: shards
        title: Shards under test
        seed: ${seed}
        duration: 20s
        params:
          seed: 1
          shards: 3
          protocol: raft
          by: directory
        topology:
          regions:
            lab: {nodes: [n1, n2, n3, n4]}
        components:
          db:
            kind: database
            shards: ${shards}
            partition: {by: "${by}", slots: 48, split-at: [k2, k3, k5]}
            replication: {factor: 3, protocol: "${protocol}"}
        workload:
          - name: load
            clients: {lab: 4}
            target: db
            rate: 200/s
            keys: {count: 40, pick: uniform}
            mix: {read: 50%, write: 50%}
            timeout: 2s
            retry: {max: 3, attempt-timeout: 500ms}
        """;

    private const string Judged = """

        check:
          - history: load
            models: [linearizable]
        """;

    public static TheoryData<string> Protocols => [.. StoreProtocol.All.Select(protocol => protocol.Name)];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void Shards_of_every_protocol_serve_their_keys(string protocol)
    {
        RunResult result = Run("", "protocol=" + protocol);

        Assert.True(Total(result, "writes") + Total(result, "reads") > 3_000);
        Assert.Equal(0, Total(result, "misrouted"));
        Assert.InRange(Succeeded(result), 3_700, long.MaxValue);
    }

    [Theory]
    [InlineData("directory")]
    [InlineData("hash")]
    [InlineData("range")]
    [InlineData("modulo")]
    public void A_shard_that_joins_gets_keys_and_no_operation_is_lost(string by)
    {
        RunResult result = Run(Change("add-shard"), "by=" + by);

        Assert.Equal("linearizable", result.Workloads[0].Observed);
        Assert.Empty(result.Workloads[0].LostWrites);
        Assert.Equal(0, Total(result, "misrouted"));
        Assert.True(Total(result, "keys-moved") > 0);
        Assert.True(Total(result, "reads{shard=3}") > 0);
        Assert.Equal(1, CountOf(result, "resharding-done"));
    }

    [Fact]
    public void A_shard_that_leaves_gives_all_its_keys_away()
    {
        RunResult result = Run(Change("remove-shard", "shard: 1"));

        Assert.Equal("linearizable", result.Workloads[0].Observed);
        Assert.Equal(16, Total(result, "parts-moved"));
        Assert.Equal(0, Total(result, "misrouted"));
    }

    [Fact]
    public void A_split_shard_shares_its_load_with_the_new_one()
    {
        RunResult result = Run(Change("split-shard", "shard: 0"));

        Assert.Equal("linearizable", result.Workloads[0].Observed);
        Assert.True(Total(result, "reads{shard=3}") > 0);
        Assert.InRange(Total(result, "parts-moved"), 1, 15);
    }

    /// <summary>The nodes crash at other phases of the hand-overs under each seed.</summary>
    [Theory]
    [InlineData(1, "n1")]
    [InlineData(2, "n2")]
    [InlineData(3, "n3")]
    [InlineData(4, "n4")]
    [InlineData(5, "n1")]
    [InlineData(6, "n2")]
    public void Nothing_is_lost_when_nodes_crash_again_and_again_while_slots_move(int seed, string node)
    {
        string crash = $$"""
              - {id: cut, at: 51{{seed}}0ms, for: 700ms, every: 1900ms, jitter: 300ms, inject: crash, nodes: [{{node}}]}
            """;

        RunResult result = Run(
            Change("add-shard", "move: {rate: 20KiB/s}") + "\n" + crash,
            "seed=" + seed.ToString(CultureInfo.InvariantCulture),
            "by=modulo"
        );

        Assert.Equal("linearizable", result.Workloads[0].Observed);
        Assert.Empty(result.Workloads[0].LostWrites);
        Assert.Equal(0, Total(result, "misrouted"));
        Assert.True(Total(result, "keys-moved") > 0);
    }

    [Fact]
    public void A_protocol_without_a_log_is_sharded_but_not_resharded()
    {
        RunResult result = Run(Change("add-shard"), "protocol=quorum");

        Assert.Equal("touched nothing", result.Faults[0].Effect);
        Assert.Equal(0, Total(result, "parts-moved"));
    }

    [Fact]
    public void Reads_of_one_key_that_wait_together_are_served_by_one_execution()
    {
        string each = Scenario.Replace(
            "replication:",
            "capacity: 20/s\n    replication:",
            StringComparison.Ordinal
        );
        string together = each.Replace(
            "capacity:",
            "coalesce: true\n    capacity:",
            StringComparison.Ordinal
        );

        RunResult alone = TestScenario.Run(TestScenario.Load(each + Judged)[0]);
        RunResult shared = TestScenario.Run(TestScenario.Load(together + Judged)[0]);

        Assert.Equal(0, Total(alone, "coalesced"));
        Assert.True(Total(shared, "coalesced") > 100);
        Assert.True(Succeeded(shared) > Succeeded(alone));
        Assert.Equal("linearizable", shared.Workloads[0].Observed);
    }

    private static string Change(string fault, string option = "move: {rate: 20MiB/s}") =>
        $$"""
            faults:
              - {id: change, at: 5s, inject: {{fault}}, component: db, {{option}}}
            """;

    private static RunResult Run(string faults, params string[] sets)
    {
        return TestScenario.Run(TestScenario.Load(Scenario + "\n" + faults + Judged, sets)[0]);
    }

    private static double Total(RunResult result, string metric) =>
        result
            .Metrics.Where(entry =>
                entry.Name == "db." + metric
                || entry.Name.StartsWith("db." + metric + "{", StringComparison.Ordinal)
            )
            .Sum(entry => entry.Value);

    private static int CountOf(RunResult result, string happening) =>
        result.Happenings.Where(entry => entry.Name == happening).Sum(entry => entry.Count);

    private static int Succeeded(RunResult result) =>
        result
            .Workloads[0]
            .History.Operations.Count(operation =>
                operation.Outcome == Simulation.Histories.Outcome.Succeeded
            );
}
