using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Components.Services;

public sealed class ServiceTests
{
    private const string Text = """
        scenario: v1
        name: a-service
        duration: 20s
        params:
          order: sequential
          balance: round-robin
        topology:
          regions:
            eu: {nodes: [n1, n2, n3]}
          links:
            - within: [eu]
              latency: 1ms
        components:
          store:
            kind: kv-store
            protocol: raft
          other:
            kind: kv-store
            protocol: multi-leader
          api:
            kind: service
            workers: 4
            service-time: 2ms
            calls: [other, store]
            call-order: ${order}
            balance: {by: "${balance}"}
        workload:
          - name: people
            clients: {eu: 3}
            target: api
            rate: 50/s
            mix: {read: 50%, write: 40%, cas: 10%}
        check:
          - history: people
            models: [linearizable]
        expect:
          - that: history(people) is linearizable
          - that: availability >= 99%
            during: 2s..20s
          - that: lost_writes == 0
          - that: p99(api.latency) >= 2ms
          - that: api.arrivals > 500
        """;

    [Theory]
    [InlineData("sequential")]
    [InlineData("parallel")]
    [InlineData("fan-out")]
    public void What_a_store_below_promises_holds_through_a_service(string order)
    {
        RunResult result = TestScenario.Run(TestScenario.Load(Text, $"order={order}")[0]);

        Assert.All(result.Expectations, outcome => Assert.Equal(Judgement.Held, outcome.Judgement));
        Assert.Empty(result.Offences);
    }

    [Theory]
    [InlineData("nearest")]
    [InlineData("random")]
    [InlineData("least-requests")]
    [InlineData("choices")]
    [InlineData("zone-aware")]
    [InlineData("consistent-hash")]
    public void Every_way_to_pick_a_replica_serves(string balance)
    {
        RunResult result = TestScenario.Run(TestScenario.Load(Text, $"balance={balance}")[0]);

        Assert.All(result.Expectations, outcome => Assert.Equal(Judgement.Held, outcome.Judgement));
    }
}
