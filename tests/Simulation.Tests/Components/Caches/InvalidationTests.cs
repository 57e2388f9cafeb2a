using Simulation.Components.Caches;
using Simulation.Histories;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Components.Caches;

public sealed class InvalidationTests
{
    private const string Scenario = """
        scenario: v1
        name: copies
        seed: 7
        duration: 20s
        params:
          reads: 95%
          writes: 5%
          ttl: off
        topology:
          regions:
            apps: {nodes: [n1, n2, n3]}
            data: {nodes: [s1, s2, s3]}
          links:
            - within: [apps, data]
              latency: 1ms
            - between: [apps, data]
              latency: 1ms
        components:
          store: {kind: kv-store, consistency: linearizable, runs-on: [data]}
          cache: {kind: cache, of: store, runs-on: [apps], ttl: "${ttl}", CACHE}
        workload:
          - name: clients
            clients: {apps: 6}
            target: cache
            rate: 200/s
            keys: {count: 40, pick: uniform}
            mix: {read: "${reads}", write: "${writes}"}
            timeout: 2s
        """;

    private const string Cut = """

        faults:
          - {id: cut, at: 5s, for: 5s, inject: partition, groups: [[n1], [n2, n3]]}
        """;

    private const string Crash = """

        faults:
          - {id: crash, at: 5s, for: 5s, inject: crash, nodes: [n1]}
        """;

    [Theory]
    [InlineData("pattern: cache-aside, invalidate: {by: lossy}")]
    [InlineData("pattern: cache-aside, invalidate: {by: reliable}")]
    [InlineData("pattern: cache-aside, invalidate: {by: reliable}, defence: leases")]
    [InlineData("pattern: cache-aside, invalidate: {by: version}, defence: single-flight, replicas: 3")]
    [InlineData("pattern: write-around, invalidate: {by: version}, service-time: 1ms")]
    [InlineData("pattern: read-through, invalidate: {by: reliable}")]
    [InlineData("pattern: write-through, invalidate: {by: lossy}, service-time: 100us")]
    [InlineData("pattern: write-behind, invalidate: {by: reliable}")]
    public void Near_caches_serve_before_every_pattern_and_repeat_to_the_byte(string cache)
    {
        string text = Text(cache + ", near: {entries: 20, ttl: 5s}") + Crash;

        RunResult first = Run(text, "ttl=5s");
        RunResult second = Run(text, "ttl=5s");

        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.True(Total(first, "near-hits") > 0);
        Assert.True(Total(first, "near-hits") < Total(first, "near-gets"));
        Assert.True(Total(first, "hits") > 0);
    }

    [Fact]
    public void What_a_partition_swallows_is_told_again_only_where_it_is_acknowledged()
    {
        string near = "near: {entries: 100, ttl: off}";

        RunResult lossy = Run(Text("invalidate: {by: lossy}, " + near) + Cut + Stale("> 5s"));
        RunResult reliable = Run(Text("invalidate: {by: reliable}, " + near) + Cut + Stale("< 500ms"));

        Assert.True(Total(lossy, "invalidations-received") < Total(lossy, "invalidations"));
        Assert.Equal(0, Total(lossy, "invalidations-repeated"));
        Assert.Equal(
            Total(reliable, "invalidations"),
            Total(reliable, "invalidations-received"),
            tolerance: 5
        );
        Assert.True(Total(reliable, "invalidations-repeated") > 0);
        Assert.True(Total(reliable, "invalidations-late") > 0);
        Assert.All(lossy.Expectations, outcome => Assert.Equal(Judgement.Held, outcome.Judgement));
        Assert.All(reliable.Expectations, outcome => Assert.Equal(Judgement.Held, outcome.Judgement));
    }

    [Fact]
    public void A_full_queue_becomes_one_message_that_drops_everything()
    {
        string cache = "invalidate: {by: reliable, limit: 3}, near: {entries: 100, ttl: off}";

        RunResult result = Run(Text(cache) + Cut + Stale("< 500ms"));

        Assert.True(Total(result, "invalidations-overflowed") > 3);
        Assert.All(result.Expectations, outcome => Assert.Equal(Judgement.Held, outcome.Judgement));
    }

    [Fact]
    public void A_delete_that_is_lost_on_the_way_to_its_cache_node_is_repeated()
    {
        RunResult once = Run(Text("invalidate: {by: none}") + Cut + Stale("> 3s"));
        RunResult reliable = Run(Text("invalidate: {by: reliable}") + Cut + Stale("< 500ms"));

        Assert.All(once.Expectations, outcome => Assert.Equal(Judgement.Held, outcome.Judgement));
        Assert.All(reliable.Expectations, outcome => Assert.Equal(Judgement.Held, outcome.Judgement));
    }

    [Fact]
    public void Comparing_every_read_with_a_linearizable_store_is_linearizable()
    {
        const string Check = """

            check:
              - history: clients
                models: [linearizable]
            expect:
              - that: history(clients) is linearizable
              - that: cache.validations-stale > 0
            """;
        string cache = "invalidate: {by: version}, near: {entries: 100, ttl: off}";

        RunResult result = Run(Text(cache) + Cut + Check);

        Assert.All(result.Expectations, outcome => Assert.Equal(Judgement.Held, outcome.Judgement));
    }

    [Fact]
    public void A_copy_on_another_node_keeps_the_keys_of_a_lost_one_warm()
    {
        double alone = Total(
            Run(Text("negative-ttl: 60s, replicas: 1") + Crash, "reads=100%", "writes=0%"),
            "loads"
        );
        double copied = Total(
            Run(Text("negative-ttl: 60s, replicas: 2") + Crash, "reads=100%", "writes=0%"),
            "loads"
        );

        Assert.True(alone > 3 * copied, $"{alone} loads alone, {copied} with a copy");
    }

    [Fact]
    public void A_cache_node_that_takes_its_time_makes_requests_wait()
    {
        double quick = Total(Run(Text("replicas: 1")), "bypasses");
        double slow = Total(Run(Text("service-time: 80ms")), "bypasses");

        Assert.Equal(0, quick);
        Assert.True(slow > 1_000, $"{slow} requests went past");
    }

    [Fact]
    public void A_slow_answer_does_not_bring_an_invalidated_value_back()
    {
        var options = new CacheOptions { Of = "store", Near = new NearCacheOptions() };
        var near = new NearCache(options, new RandomStream(1));
        long before = near.Moment;

        near.Invalidate("k");
        near.Keep("k", Value.Of(1), before, SimTime.Zero, SimTime.Zero);
        near.Keep("other", Value.Of(2), before, SimTime.Zero, SimTime.Zero);
        long between = near.Moment;
        near.Clear();
        near.Keep("third", Value.Of(3), between, SimTime.Zero, SimTime.Zero);

        Assert.Null(near.Find("k", SimTime.Zero));
        Assert.Null(near.Find("third", SimTime.Zero));
        Assert.Equal(0, near.Count);
    }

    [Theory]
    [InlineData("pattern: read-through, replicas: 2", "use pattern cache-aside")]
    [InlineData("defence: leases, replicas: 2", "a lease is given by one cache node")]
    [InlineData("invalidate: {by: lossy}", "give a 'near'")]
    [InlineData("pattern: read-through, invalidate: {by: reliable}", "give a 'near'")]
    [InlineData("pattern: read-through, invalidate: {by: version}", "between an application and the store")]
    public void What_makes_no_sense_together_is_a_problem(string cache, string message)
    {
        InvalidDataException problem = Assert.Throws<InvalidDataException>(() => Run(Text(cache)));

        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    private static string Text(string cache) => Scenario.Replace("CACHE", cache, StringComparison.Ordinal);

    private static string Stale(string limit) =>
        $"""

            expect:
              - that: max(staleness) {limit}
                during: 11s..20s
            """;

    private static RunResult Run(string text, params string[] sets) =>
        TestScenario.Run(TestScenario.Load(text, sets)[0]);

    private static double Total(RunResult result, string metric) =>
        result.Metrics.Where(entry => entry.Name == "cache." + metric).Sum(entry => entry.Value);
}
