using Simulation.Components.Stores;
using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Contracts;

/// <summary>What every replication protocol of the catalogue must do, whatever it promises besides.</summary>
public sealed class StoreContractTests
{
    private const string Scenario = """
        scenario: v1
        name: contract
        seed: 5
        duration: 30s
        warmup: 2s
        params: {protocol: raft}
        topology:
          regions:
            a: {nodes: [n1, n2, n3]}
            b: {nodes: [n4, n5]}
          links:
            - between: [a, b]
              latency: {p50: 5ms, p99: 20ms}
              loss: 0.5%
              duplicate: 0.5%
        components:
          store: {kind: kv-store, protocol: "${protocol}", quorum: {copies: 5, read-quorum: 3, write-quorum: 3}}
        workload:
          - name: clients
            clients: {a: 3, b: 2}
            target: store
            rate: 100/s
            mix: {read: 50%, write: 40%, cas: 10%}
        faults:
          - {id: cut, at: 5s, for: 4s, inject: partition, groups: [[a], [b]]}
          - {id: crash, at: 12s, for: 3s, inject: crash, nodes: [n2]}
          - {id: freeze, at: 17s, for: 2s, inject: pause, nodes: [n1]}
          - {id: skew, at: 18s, for: 4s, inject: clock-skew, offset: 2s, nodes: [n3]}
        expect:
          - that: converged within 10s
            after: skew
          - that: availability >= 97%
            during: 24s..30s
          - that: operations > 2000
        """;

    public static TheoryData<string> Protocols => [.. StoreProtocol.All.Select(protocol => protocol.Name)];

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_store_serves_again_and_converges_after_all_that_was_done_to_it(string protocol)
    {
        RunResult result = Run(protocol);

        Assert.All(
            result.Expectations,
            outcome => Assert.Equal((outcome.That, Judgement.Held), (outcome.That, outcome.Judgement))
        );
        Assert.All(result.Faults, fault => Assert.False(fault.TouchedNothing));
    }

    [Theory]
    [MemberData(nameof(Protocols))]
    public void A_store_does_the_same_again_with_the_same_seed_and_something_else_with_another(
        string protocol
    )
    {
        RunResult first = Run(protocol);

        RunResult second = Run(protocol);
        RunResult other = TestScenario.Run(
            TestScenario.Load(
                Scenario.Replace("seed: 5", "seed: 6", StringComparison.Ordinal),
                "protocol=" + protocol
            )[0]
        );

        Assert.Equal(first.Fingerprint, second.Fingerprint);
        Assert.NotEqual(first.Fingerprint, other.Fingerprint);
    }

    [Fact]
    public void All_stores_meet_the_same_load() =>
        Assert.Single(StoreProtocol.All.Select(protocol => Run(protocol.Name).LoadFingerprint).Distinct());

    private static RunResult Run(string protocol) =>
        TestScenario.Run(TestScenario.Load(Scenario, "protocol=" + protocol)[0]);
}
