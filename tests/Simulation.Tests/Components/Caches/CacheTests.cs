using Simulation.Components.Caches;
using Simulation.Components.Caches.Eviction;
using Simulation.Histories;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Components.Caches;

public sealed class CacheTests
{
    private const string Scenario = """
        scenario: v1
        name: cached
        seed: 3
        duration: 12s
        topology:
          regions:
            lab: {nodes: [n1, n2, n3]}
          links:
            - within: [lab]
              latency: 1ms
        components:
          store: {kind: kv-store, consistency: linearizable}
          cache: {kind: cache, of: store, pattern: PATTERN, defence: DEFENCE, ttl: 2s, flush-after: 200ms}
        workload:
          - name: clients
            clients: {lab: 4}
            target: cache
            rate: 100/s
            keys: {count: 10, pick: uniform}
            mix: {read: 80%, write: 20%}
            timeout: 2s
        faults:
          - {id: crash, at: 5s, for: 1s, inject: crash, nodes: [n2]}
        expect:
          - that: availability >= 90%
          - that: availability == 100%
            during: 9s..12s
          - that: cache.hits > 0
        """;

    public static TheoryData<string, string> Uses
    {
        get
        {
            var uses = new TheoryData<string, string>();
            foreach (
                string pattern in (string[])["cache-aside", "read-through", "write-through", "write-behind"]
            )
            {
                foreach (
                    string defence in (string[])
                        ["none", "single-flight", "early-refresh", "stale-while-revalidate"]
                )
                {
                    uses.Add(pattern, defence);
                }
            }

            uses.Add("cache-aside", "leases");
            uses.Add("write-around", "none");
            uses.Add("refresh-ahead", "none");
            return uses;
        }
    }

    [Theory]
    [MemberData(nameof(Uses))]
    public void Every_pattern_serves_with_every_defence_and_outlives_a_crash(string pattern, string defence)
    {
        string text = Scenario
            .Replace("PATTERN", pattern, StringComparison.Ordinal)
            .Replace("DEFENCE", defence, StringComparison.Ordinal);

        RunResult first = TestScenario.Run(TestScenario.Load(text)[0]);
        RunResult second = TestScenario.Run(TestScenario.Load(text)[0]);

        Assert.All(first.Expectations, outcome => Assert.Equal(Judgement.Held, outcome.Judgement));
        Assert.Equal(first.Fingerprint, second.Fingerprint);
    }

    [Fact]
    public void Memory_counts_bytes_and_keeps_within_them()
    {
        var options = new CacheOptions
        {
            Of = "store",
            Memory = new ByteSize(10_000),
            EntrySize = new ByteSize(998),
            Evict = EvictionKind.Fifo,
        };
        var table = new CacheTable(options, new RandomStream(1));

        for (int key = 10; key < 50; key++)
        {
            table.Set($"{key}", Value.Of(key), SimTime.Zero, 0);
        }

        Assert.Equal(10, table.Count);
        Assert.Null(table.Find("39"));
        Assert.NotNull(table.Find("40"));
        Assert.Equal(30, table.EvictedCount);
    }

    [Fact]
    public void A_missing_key_is_remembered_only_where_that_is_wanted()
    {
        var plain = new CacheTable(new CacheOptions { Of = "store" }, new RandomStream(1));
        var negative = new CacheTable(
            new CacheOptions { Of = "store", NegativeTtl = 1.Seconds },
            new RandomStream(1)
        );

        plain.Set("k", Value.Nil, SimTime.Zero, 0);
        negative.Set("k", Value.Nil, SimTime.Zero, 0);

        Assert.Null(plain.Find("k"));
        Assert.Equal(SimTime.Zero + 1.Seconds, negative.Find("k")!.ExpiresAt);
    }

    [Fact]
    public void A_delete_takes_the_lease_back()
    {
        var leases = new Leases(1.Seconds);
        long first = leases.Grant("k", SimTime.Zero);

        long second = leases.Grant("k", SimTime.Zero);
        leases.Revoke("k");

        Assert.NotEqual(0, first);
        Assert.Equal(0, second);
        Assert.False(leases.Use("k", first));
    }
}
