namespace Simulation.Scenarios.Validation;

/// <summary>What clients see of a server that stands still, when they wait for it and when they do not.</summary>
internal static class CoordinatedOmission
{
    public static ValidationRow Row { get; } =
        new(
            "OMISSION",
            "A server answers in 1 ms for 100 s and stands still for 100 s; a request each 10 ms, in ms.",
            "Tene, \"How NOT to Measure Latency\", Strange Loop 2015",
            _ => Ask("think: 9ms", "rate: 100/s, arrival: constant")
        );

    /// <summary>The answers for the load that waits and the load that does not.</summary>
    internal static IEnumerable<KnownAnswer> Ask(string closed, string open)
    {
        double[] waiting = Latencies(closed);
        yield return Answer("p99.99, closed loop", 1, Estimate.Quantile(waiting, 0.9999));
        yield return Answer("mean, closed loop", 11.0, Mean(waiting));
        double[] coming = Latencies(open);
        yield return Answer("mean, open loop", 25_000, Mean(coming));
        yield return Answer("p75, open loop", 50_000, Estimate.Quantile(coming, 0.75));
    }

    private static KnownAnswer Answer(string what, double published, Estimate simulated) =>
        new(what, published, simulated, Tolerance.Share(0.02));

    /// <summary>No chance is in it, so that there is no interval.</summary>
    private static Estimate Mean(double[] latencies) =>
        new(latencies.Average(), double.NaN, latencies.Length);

    private static double[] Latencies(string load) => [.. LabRun.Of(Text(load), seed: 1).Latencies().Order()];

    /// <summary>
    /// The ten thousandth request is answered at 100 s sharp, just before the server stands still.
    /// </summary>
    private static string Text(string load) =>
        $$"""
            scenario: v1
            name: omission
            duration: 200001ms
            topology:
              regions: {lab: {nodes: [n1]} }
              links:
                - {within: [lab], latency: 0s}
            components:
              server: {kind: service, workers: 1000000, service-time: 1ms}
            workload:
              - {name: users, clients: {lab: 1}, target: server, {{load}}, mix: {read: 100%}, timeout: 1h}
            faults:
              - {id: frozen, at: 100001ms, for: 100s, inject: pause, nodes: [n1]}
            """;
}
