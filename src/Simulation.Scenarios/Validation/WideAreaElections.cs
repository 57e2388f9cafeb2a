using System.Globalization;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Validation;

/// <summary>How long a group across a continent is without a leader.</summary>
internal static class WideAreaElections
{
    private const int ElectionsMax = 10_000;

    public static ValidationRow Row { get; } =
        new(
            "RAFT-2",
            "Raft across a wide area: five servers, latency uniform on 30-40 ms, timeouts on 300-600 ms.",
            "Ongaro, \"Consensus: Bridging Theory and Practice\", Stanford 2014, section 9.4",
            Ask
        );

    private static IEnumerable<KnownAnswer> Ask(Effort effort) =>
        Answers(1, 475, 1_500, effort).Concat(Answers(2, 650, 3_000, effort));

    private static IEnumerable<KnownAnswer> Answers(int failed, double mean, double bound, Effort effort)
    {
        int elections = effort.Of(ElectionsMax);
        var groups = new ElectionGroups
        {
            Available = 5 - failed,
            Latency = new Uniform(30_000_000, 40_000_000),
            TimeoutMin = 300.Milliseconds,
            TimeoutMax = 600.Milliseconds,
            Watched = 20.Seconds,
            Elections = elections,
        };
        double[] times = [.. groups.Run().Select(election => election.After.Nanoseconds / 1e6).Order()];
        string failures = string.Create(CultureInfo.InvariantCulture, $"{failed} failed");
        yield return new KnownAnswer(
            $"mean ms, {failures}",
            mean,
            Estimate.Mean(times),
            effort.Judge(Tolerance.Share(0.05))
        );
        yield return new KnownAnswer(
            $"99.9 % ms, {failures}",
            bound,
            Estimate.Quantile(times, 0.999),
            Tolerance.Below
        );
        yield return new KnownAnswer(
            $"elections that ended, {failures}",
            elections,
            Estimate.Certain(times.Length),
            Tolerance.Exactly
        );
    }
}
