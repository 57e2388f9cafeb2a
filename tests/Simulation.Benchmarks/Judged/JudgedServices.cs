using System.Globalization;

namespace Simulation.Benchmarks.Judged;

/// <summary>
/// The plain command <c>services</c>: 200 replicas of two services in 9 regions of 3 clouds, 5,000 requests a
/// second, each of which makes another, with or without Polly around that.
/// </summary>
internal static class JudgedServices
{
    private const int PerCloud = 3;
    private const int NodesPerRegion = 23;

    private static readonly string[] Clouds = ["aws", "gcp", "azure"];

    /// <summary>Runs it several times.</summary>
    /// <param name="rounds">How often.</param>
    /// <param name="seconds">The simulated length.</param>
    /// <param name="hasPolicy">Whether calls go through a Polly pipeline of timeout and retry.</param>
    public static void Run(int rounds, int seconds, bool hasPolicy) =>
        JudgedScenario.Run("services", Scenario(seconds, hasPolicy), rounds);

    private static string Scenario(int seconds, bool hasPolicy)
    {
        string regions = string.Join(
            "\n",
            Clouds.SelectMany(cloud =>
                Enumerable
                    .Range(0, PerCloud)
                    .Select(place => $"    {cloud}-{place}: {{cloud: {cloud}, nodes: {NodesPerRegion}}}")
            )
        );
        string policy = hasPolicy ? "policy: {timeout: 500ms, retry: {max: 2, backoff: 20ms}}" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            scenario: v1
            name: services
            duration: {{seconds}}s
            topology:
              regions:
            {{regions}}
                internet: {}
              links:
                - within: [aws, gcp, azure, internet]
                  latency: {p50: 8ms, p99: 30ms}
            components:
              data:
                kind: service
                runs-on: [aws-0]
                replicas: 20
                workers: 100
                service-time: {p50: 2ms, p99: 8ms}
              api:
                kind: service
                replicas: 180
                workers: 50
                service-time: {p50: 3ms, p99: 10ms}
                calls: [data]
                {{policy}}
            workload:
              - name: buyers
                clients: {internet: 200}
                target: api
                rate: 5000/s
                keys: {count: 1000}
                mix: {read: 100%}
                timeout: 2s
            expect:
              - that: availability > 99%
            """
        );
    }
}
