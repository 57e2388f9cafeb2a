using System.Globalization;

namespace Simulation.Scenarios.Validation;

/// <summary>How many requests are slow that need the answers of all of many servers.</summary>
internal static class FanOutTail
{
    public static ValidationRow Row { get; } =
        new(
            "FANOUT",
            "A request asks 100 replicas, each of which is slow once in a hundred times: share of slow ones.",
            "Dean and Barroso, \"The Tail at Scale\", CACM 56(2), 2013",
            effort => [Answer("fan-out", effort)]
        );

    /// <summary>The answer where a service asks its replicas in an order.</summary>
    internal static KnownAnswer Answer(string order, Effort effort) =>
        Doubt.Settle(attempt =>
        {
            LabRun run = LabRun.Of(Text(order, effort.Of(60_000) * attempt), (ulong)attempt);
            double[] latencies = [.. run.Latencies()];
            return new KnownAnswer(
                "share slower than 100 ms, 100 replicas",
                0.6340,
                Estimate.Proportion(latencies.Count(latency => latency > 100), latencies.Length),
                effort.Judge(Tolerance.Share(0.01))
            );
        });

    private static string Text(string order, int operations)
    {
        string seconds = (operations / 100).ToString(CultureInfo.InvariantCulture);
        return $$"""
            scenario: v1
            name: fan-out
            duration: {{seconds}}s
            topology:
              regions: {lab: {nodes: [n1, n2]} }
              links:
                - {within: [lab], latency: 0s}
            components:
              leaves:
                kind: service
                runs-on: [n1]
                replicas: 100
                workers: 1000
                service-time: {mixture: [{weight: 99%, of: 10ms}, {weight: 1%, of: 1s}]}
              root:
                kind: service
                runs-on: [n2]
                workers: 1000000
                service-time: 0s
                calls: [leaves]
                call-order: {{order}}
                call-timeout: 60s
            workload:
              - {name: users, target: root, rate: 100/s, mix: {read: 100%}, timeout: 60s}
            """;
    }
}
