namespace Simulation.Scenarios.Validation;

/// <summary>What a second request beside a slow one is worth, and what it costs.</summary>
internal static class HedgedCalls
{
    public static ValidationRow Row { get; } =
        new(
            "HEDGE",
            "Calls that take 10 ms on average, exponentially, with a second one beside it after 10 ms.",
            "Dean and Barroso, \"The Tail at Scale\", CACM 56(2), 2013; P(T > t) = (1 - F(t))(1 - F(t - d))",
            effort => Ask("exponential(10ms)", effort)
        );

    /// <summary>The answers, where calls take as long as said.</summary>
    internal static IEnumerable<KnownAnswer> Ask(string serviceTime, Effort effort)
    {
        int operations = effort.Of(150_000);
        LabRun run = LabRun.Of(Text(serviceTime, operations), seed: 1);
        LabRun Again() => LabRun.Of(Text(serviceTime, operations * 2), seed: 2);
        // (1 - F(t))(1 - F(t - d)) is exp(-t) before the hedge and exp(-(2t - d)) after it, in means.
        foreach (
            (int at, double published) in ((int, double)[])[(5, 0.606531), (15, 0.135335), (25, 0.0183156)]
        )
        {
            yield return Doubt.Settle(attempt => Slower(attempt == 1 ? run : Again(), at, published));
        }

        yield return Doubt.Settle(attempt => Extra(attempt == 1 ? run : Again()));
    }

    private static KnownAnswer Slower(LabRun run, int milliseconds, double published)
    {
        double[] latencies = [.. run.Latencies()];
        return new KnownAnswer(
            $"P(T > {milliseconds} ms)",
            published,
            Estimate.Proportion(latencies.Count(latency => latency > milliseconds), latencies.Length),
            Tolerance.InInterval
        );
    }

    /// <summary>1 - F(d).</summary>
    private static KnownAnswer Extra(LabRun run)
    {
        long calls = run.Metrics.Counts("front", "calls").Total;
        long attempts = run.Metrics.Counts("front", "attempts").Total;
        return new KnownAnswer(
            "extra requests",
            0.367879,
            Estimate.Proportion(attempts - calls, calls),
            Tolerance.InInterval
        );
    }

    private static string Text(string serviceTime, int operations) =>
        $$"""
            scenario: v1
            name: hedge
            duration: {{operations / 1_000}}s
            topology:
              regions: {lab: {nodes: [n1, n2]} }
              links:
                - {within: [lab], latency: 0s}
            components:
              server: {kind: service, runs-on: [n1], workers: 1000000, service-time: "{{serviceTime}}"}
              front:
                kind: service
                runs-on: [n2]
                workers: 1000000
                service-time: 0s
                calls: [server]
                call-timeout: 60s
                policy: {hedge: {after: 10ms} }
            workload:
              - {name: users, target: front, rate: 1000/s, mix: {read: 100%}, timeout: 60s}
            """;
}
