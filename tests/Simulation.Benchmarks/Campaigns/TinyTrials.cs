using System.Diagnostics;
using System.Globalization;
using Simulation.Kernel.Determinism;
using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Running;

namespace Simulation.Benchmarks.Campaigns;

/// <summary>A scenario of 5 nodes and about 100 messages.</summary>
internal static class TinyTrials
{
    /// <summary>The scenario.</summary>
    public const string Text = """
        scenario: v1
        name: tiny
        duration: 500ms
        topology:
          regions:
            lab: {nodes: [n1, n2, n3, n4, n5]}
          links:
            - within: [lab]
              latency: {p50: 1ms, p99: 4ms}
        components:
          store: {kind: kv-store, consistency: eventual}
        workload:
          - name: clients
            clients: {lab: 2}
            target: store
            rate: 40/s
            keys: {count: 3}
            mix: {read: 50%, write: 50%}
            timeout: 200ms
        expect:
          - that: availability > 50%
        """;

    private static readonly TimeSpan Length = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The plain command <c>tiny-trials</c>: how many a second one thread runs without a campaign around them.
    /// A process that has it must have nothing else: it takes the process's thread pool.
    /// </summary>
    public static void Run()
    {
        DeterminismLayer.Install();
        ScenarioCell cell = ScenarioLoader
            .Load("tiny.yaml", Text, new LoadOptions { ReadFile = _ => null })
            .Cells.Single();
        long messages = 0;
        for (ulong seed = 0; seed < 500; seed++)
        {
            messages = Sent(ScenarioRunner.Run(cell.Under(seed)!, new RunOptions()));
        }

        var watch = Stopwatch.StartNew();
        ulong trials = 0;
        while (watch.Elapsed < Length)
        {
            ScenarioRunner.Run(cell.Under(++trials)!, new RunOptions());
        }

        double seconds = watch.Elapsed.TotalSeconds;
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"simlab tiny-trials 5 nodes {messages} messages {trials / seconds:F0}/s on one thread"
            )
        );
    }

    private static long Sent(RunResult run) =>
        (long)run.Metrics.Where(metric => metric.Name == "network.sent").Sum(metric => metric.Value);
}
