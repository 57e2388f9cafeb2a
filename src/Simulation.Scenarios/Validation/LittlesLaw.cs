using System.Globalization;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Validation;

/// <summary>Whether the queues of a scenario hold as many as come and stay, each measured on its own.</summary>
internal static class LittlesLaw
{
    /// <summary>
    /// Stations of every kind of service: behind one another, asked all at once, too slow for what comes, with a
    /// bounded queue, on a node that is slow for a while.
    /// </summary>
    private const string Text = """
        scenario: v1
        name: little
        duration: 200s
        topology:
          regions: {lab: {nodes: [n1, n2, n3, n4]}}
          links:
            - {within: [lab], latency: {p50: 500us, p99: 2ms}}
        components:
          store: {kind: service, runs-on: [n1, n2, n3], workers: 2, service-time: exponential(8ms)}
          leaves: {kind: service, runs-on: [n1, n2, n3], service-time: {p50: 2ms, p99: 8ms}}
          cramped: {kind: service, runs-on: [n4], service-time: exponential(6ms), queue: {limit: 5}}
          front:
            kind: service
            runs-on: [n4]
            workers: 40
            service-time: uniform(1ms, 3ms)
            calls: [leaves, store]
            call-order: fan-out
        workload:
          - {name: users, clients: {lab: 10}, target: front, rate: 200/s, mix: {read: 100%}, timeout: 10s}
          - {name: crowd, clients: {lab: 10}, target: cramped, rate: 200/s, mix: {read: 100%}}
        faults:
          - {id: slow, at: 80s, for: 10s, inject: slow-cpu, nodes: [n2], factor: 2}
        """;

    public static ValidationRow Row { get; } =
        new(
            "LITTLE",
            "Queues of a scenario with slow nodes, full queues and fan-out: those present, rate times stay.",
            "Little, \"A Proof for the Queuing Formula: L = lambda W\", Operations Research 9(3), 1961",
            _ => Ask(Text)
        );

    /// <summary>An answer for each station of a scenario.</summary>
    internal static IEnumerable<KnownAnswer> Ask(string scenario)
    {
        LabRun run = LabRun.Of(scenario, seed: 1);
        return run
            .Series.OfType<LevelSeries>()
            .Where(series => series.Identity.Metric == "present")
            .Select(present => Answer(run, present));
    }

    private static KnownAnswer Answer(LabRun run, LevelSeries present)
    {
        double seconds = (run.End - SimTime.Zero).TotalSeconds;
        double rate = run.Sibling<CountSeries>(present, "arrivals").Total / seconds;
        IReadOnlyList<long> stays = run.Sibling<SampleSeries>(present, "stay").In(SimTime.Zero, run.End);
        double mean = (double)present.AreaIn(SimTime.Zero, run.End) / 1e9 / seconds;
        return new KnownAnswer(
            string.Create(CultureInfo.InvariantCulture, $"mean present, {present.Identity}"),
            rate * stays.Average() / 1e9,
            new Estimate(mean, double.NaN, stays.Count),
            Tolerance.Share(0.01)
        );
    }
}
