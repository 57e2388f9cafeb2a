namespace Simulation.Benchmarks.Judged;

/// <summary>
/// The plain command <c>raft</c>: 5 replicas, 60 simulated seconds, 1,000 operations a second, judged.
/// </summary>
internal static class JudgedRaft
{
    private const string Scenario = """
        scenario: v1
        name: judged-raft
        seed: 1
        duration: 60s
        topology:
          regions:
            lab: {nodes: [n1, n2, n3, n4, n5]}
          links:
            - within: [lab]
              latency: {p50: 500us, p99: 2ms}
        components:
          store: {kind: kv-store, consistency: linearizable, disk: {fsync: {p50: 1ms, p99: 3ms}}}
        workload:
          - name: clients
            clients: {lab: 20}
            target: store
            rate: 1000/s
            keys: {count: 100, pick: uniform}
            mix: {read: 50%, write: 50%}
        expect:
          - that: history(clients) is linearizable
        """;

    /// <summary>Runs it several times.</summary>
    public static void Run(int rounds) => JudgedScenario.Run("raft", Scenario, rounds);
}
