using System.Globalization;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Validation;

/// <summary>How often the first vote after a leader's crash is split.</summary>
internal static class SplitVotes
{
    private static readonly SimDuration Range = 100.Milliseconds;

    public static ValidationRow Row { get; } =
        new(
            "RAFT-1",
            "Raft, five servers, timeouts uniform on 1 to 2 ranges, fixed one-way latency: first votes split.",
            "Ongaro, \"Consensus: Bridging Theory and Practice\", Stanford 2014, chapter 9",
            Ask
        );

    private static IEnumerable<KnownAnswer> Ask(Effort effort)
    {
        // The rarer the event, the more elections it takes; the rarest is judged by its interval.
        yield return Answer(4, 1, 0.000592, effort.Of(300_000), effort.Judge(Tolerance.InInterval));
        yield return Answer(4, 10, 0.0523, effort.Of(300_000), effort.Judge(Tolerance.Share(0.02)));
        yield return Answer(4, 20, 0.1808, effort.Of(100_000), effort.Judge(Tolerance.Share(0.02)));
        yield return Answer(3, 1, 0.0297, effort.Of(300_000), effort.Judge(Tolerance.Share(0.02)));
        yield return Answer(3, 10, 0.2710, effort.Of(100_000), effort.Judge(Tolerance.Share(0.02)));
        yield return Answer(3, 20, 0.4880, effort.Of(60_000), effort.Judge(Tolerance.Share(0.02)));
    }

    private static KnownAnswer Answer(
        int available,
        int latencyPercent,
        double published,
        int elections,
        Tolerance tolerance
    )
    {
        SimDuration latency = Range * latencyPercent / 100;
        var groups = new ElectionGroups
        {
            Available = available,
            Latency = Distribution.Constant(latency.Nanoseconds),
            TimeoutMin = Range,
            TimeoutMax = Range * 2,
            // The last first vote is asked for at two ranges and counted two latencies later.
            Watched = Range * 2 + latency * 2 + 1.Milliseconds,
            Elections = elections,
        };
        long unsplit = groups.Run().LongCount(election => election.IsFirstTerm);
        return new KnownAnswer(
            string.Create(
                CultureInfo.InvariantCulture,
                $"P(split), {available} of 5 up, latency {latencyPercent / 100.0:0.00}"
            ),
            published,
            Estimate.Proportion(elections - unsplit, elections),
            tolerance
        );
    }
}
