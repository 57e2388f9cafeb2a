using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Components.Caches;

public sealed class RefusedWriteTests
{
    private const string Scenario = """
        scenario: v1
        name: overloaded
        seed: 7
        duration: 20s
        topology:
          regions:
            lab: {nodes: [n1, n2, n3]}
          links:
            - within: [lab]
              latency: 1ms
        components:
          db:
            kind: database
            shards: 2
            replication: {factor: 3, consistency: linearizable}
            capacity: 50/s
            queue: {limit: 60, when-full: reject}
          cache: {kind: cache, of: db, pattern: cache-aside}
        workload:
          - name: clients
            clients: {lab: 10}
            target: cache
            rate: 250/s
            keys: {count: 60, pick: uniform}
            mix: {read: 30%, write: 70%}
            timeout: 3s
        check:
          - history: clients
            models: [read-your-writes]
            severity: warn
        expect:
          - that: refused > 0
        """;

    [Fact]
    public void A_write_that_was_refused_is_never_read()
    {
        RunResult result = TestScenario.Run(TestScenario.Load(Scenario)[0]);

        Assert.Equal(Judgement.Held, result.Expectations[0].Judgement);
        Assert.DoesNotContain(result.Models, model => model.Anomaly == "thin-air-read");
    }
}
