using System.Globalization;

namespace Simulation.Scenarios.Validation;

/// <summary>What it is worth to look at a few servers before one is asked.</summary>
internal static class TwoChoices
{
    private const double ServiceMilliseconds = 10;
    private const int Runs = 4;
    private const int BatchesOfRun = 10;

    public static ValidationRow Row { get; } =
        new(
            "CHOICES",
            "Replicas of one worker at load 0.9 behind a balancer that looks at d of them: mean service times.",
            "Mitzenmacher, \"The Power of Two Choices in Randomized Load Balancing\", IEEE TPDS 12(10), 2001, "
                + "section 2",
            Ask
        );

    private static IEnumerable<KnownAnswer> Ask(Effort effort)
    {
        // With one choice each replica is alone, so that their number means nothing; but the mean takes long.
        yield return Answer(new Trial(1, 4, effort.Of(300_000)), 10, Tolerance.InInterval);
        Tolerance tolerance = effort.Judge(Tolerance.Share(0.02));
        yield return Answer(new Trial(2, 1_000, effort.Of(300_000)), 2.61406, tolerance);
        yield return Answer(new Trial(3, 1_000, effort.Of(300_000)), 2.02786, tolerance);
    }

    /// <summary>
    /// The mean stay at a replica, in service times. The total load drifts slowly, so that the interval comes
    /// from a few long batches of each of several runs.
    /// </summary>
    internal static KnownAnswer Answer(Trial trial, double published, Tolerance tolerance) =>
        Doubt.Settle(attempt =>
        {
            Trial asked = trial with { Operations = trial.Operations * attempt };
            var batches = new List<double>();
            long count = 0;
            for (int run = 1; run <= Runs; run++)
            {
                double[] stays =
                [
                    .. LabRun
                        .Of(asked.Text(), (ulong)(attempt * 100 + run))
                        .Latencies()
                        .Select(latency => latency / ServiceMilliseconds),
                ];
                batches.AddRange(Estimate.Batches(stays, BatchesOfRun));
                count += stays.Length;
            }

            return new KnownAnswer(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"mean stay, d={trial.Choices}, {trial.Replicas} replicas"
                ),
                published,
                Estimate.Mean(batches) with
                {
                    SampleCount = count,
                },
                tolerance
            );
        });

    /// <summary>A front that spreads requests over replicas.</summary>
    /// <param name="Choices">How many it looks at.</param>
    /// <param name="Replicas">How many there are.</param>
    /// <param name="Operations">How many requests a run measures.</param>
    internal sealed record Trial(int Choices, int Replicas, int Operations)
    {
        private int PerSecond => Replicas * 90;

        /// <summary>
        /// An empty system fills slowly: a single queue in thousands of service times, of which one is 10 ms, and
        /// queues of which the shorter is taken much sooner.
        /// </summary>
        private int WarmupMilliseconds => Choices == 1 ? 20_000 : 2_000;

        /// <summary>
        /// The network takes no time and the balancer's own work none, so that it sees each replica as it is.
        /// </summary>
        public string Text() =>
            $$"""
                scenario: v1
                name: choices
                duration: {{WarmupMilliseconds + Operations * 1_000L / PerSecond}}ms
                warmup: {{WarmupMilliseconds}}ms
                topology:
                  regions: {lab: {nodes: [n1, n2]} }
                  links:
                    - {within: [lab], latency: 0s}
                components:
                  servers: {kind: service, runs-on: [n1], replicas: {{Replicas}}, service-time: exponential(10ms)}
                  front:
                    kind: service
                    runs-on: [n2]
                    workers: 1000000
                    service-time: 0s
                    calls: [servers]
                    call-timeout: 60s
                    balance: {by: choices, choices: {{Choices}}}
                workload:
                  - {name: users, target: front, rate: {{PerSecond}}/s, mix: {read: 100%}, timeout: 60s}
                """;
    }
}
