using System.Diagnostics;
using System.Globalization;
using Simulation.Kernel.Determinism;
using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Running;

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

    /// <summary>
    /// Prints <c>simlab raft OPERATIONS EVENTS wall_seconds times_real_time</c> for each of several rounds;
    /// the first one also compiles the code.
    /// </summary>
    public static void Run(int rounds)
    {
        ScenarioCell cell = Load();
        for (int round = 0; round < rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            RunResult result = ScenarioRunner.Run(cell, new RunOptions());
            double seconds = watch.Elapsed.TotalSeconds;
            if (result.Expectations.Any(outcome => outcome.Judgement != Judgement.Held))
            {
                throw new InvalidOperationException("the history is not linearizable");
            }

            int operations = result.Workloads[0].History.Operations.Count;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"simlab raft {operations} {result.EventCount} {seconds:F3} {60 / seconds:F0}x"
                )
            );
        }
    }

    private static ScenarioCell Load()
    {
        DeterminismLayer.Install();
        LoadResult loaded = ScenarioLoader.Load(
            "judged-raft.yaml",
            Scenario,
            new LoadOptions { ReadFile = _ => null }
        );
        return loaded.Cells.Single();
    }
}
