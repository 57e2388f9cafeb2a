using System.Globalization;

namespace Simulation.Scenarios.Validation;

/// <summary>What it is worth to look at a few servers before one is asked.</summary>
internal static class TwoChoices
{
    private const double ServiceMilliseconds = 10;

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
        yield return Answer(1, 100, 10, effort.Of(700_000), Tolerance.InInterval);
        yield return Answer(2, 1_000, 2.61406, effort.Of(600_000), effort.Judge(Tolerance.Share(0.02)));
        yield return Answer(3, 1_000, 2.02786, effort.Of(600_000), effort.Judge(Tolerance.Share(0.02)));
    }

    /// <summary>The mean stay at a replica, in service times.</summary>
    internal static KnownAnswer Answer(
        int choices,
        int replicas,
        double published,
        int operations,
        Tolerance tolerance
    )
    {
        string setting = string.Create(
            CultureInfo.InvariantCulture,
            $"mean stay, d={choices}, {replicas} replicas"
        );
        return Doubt.Settle(attempt =>
        {
            LabRun run = LabRun.Of(Text(choices, replicas, operations * attempt), (ulong)attempt);
            double[] stays = [.. run.Latencies().Select(latency => latency / ServiceMilliseconds)];
            return new KnownAnswer(setting, published, Estimate.MeanOfBatches(stays), tolerance);
        });
    }

    /// <summary>
    /// The network takes no time and the balancer's own work none, so that it sees each replica as it is. The
    /// first quarter is left out: an empty system fills slowly.
    /// </summary>
    private static string Text(int choices, int replicas, int operations)
    {
        int perSecond = replicas * 90;
        int milliseconds = (int)(operations * 1_000L / perSecond);
        return $$"""
            scenario: v1
            name: choices
            duration: {{milliseconds + milliseconds / 4}}ms
            warmup: {{milliseconds / 4}}ms
            topology:
              regions: {lab: {nodes: [n1, n2]} }
              links:
                - {within: [lab], latency: 0s}
            components:
              servers: {kind: service, runs-on: [n1], replicas: {{replicas}}, service-time: exponential(10ms)}
              front:
                kind: service
                runs-on: [n2]
                workers: 1000000
                service-time: 0s
                calls: [servers]
                call-timeout: 60s
                balance: {by: choices, choices: {{choices}}}
            workload:
              - {name: users, target: front, rate: {{perSecond}}/s, mix: {read: 100%}, timeout: 60s}
            """;
    }
}
