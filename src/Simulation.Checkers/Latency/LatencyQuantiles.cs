using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Checkers.Latency;

/// <summary>How long answered operations took, exactly; all null when none was answered.</summary>
/// <param name="Count">How many were answered.</param>
/// <param name="P50">Half took no longer.</param>
/// <param name="P90">Nine in ten took no longer.</param>
/// <param name="P99">Ninety-nine in a hundred took no longer.</param>
/// <param name="P999">All but one in a thousand took no longer.</param>
/// <param name="Max">The longest.</param>
public sealed record LatencyQuantiles(
    int Count,
    SimDuration? P50,
    SimDuration? P90,
    SimDuration? P99,
    SimDuration? P999,
    SimDuration? Max
)
{
    /// <summary>Measures the successful operations of a history.</summary>
    /// <param name="history">What clients saw.</param>
    /// <param name="function">Only operations of this function; null for all.</param>
    public static LatencyQuantiles Of(History history, string? function = null)
    {
        List<long> lengths = [];
        foreach (Operation operation in history.Operations)
        {
            if (
                operation is { Outcome: Outcome.Succeeded, Completed: { } completed }
                && (function is null || operation.Function == function)
            )
            {
                lengths.Add((completed - operation.Invoked).Nanoseconds);
            }
        }

        lengths.Sort();
        return new LatencyQuantiles(
            lengths.Count,
            At(lengths, 500),
            At(lengths, 900),
            At(lengths, 990),
            At(lengths, 999),
            At(lengths, 1000)
        );
    }

    /// <summary>
    /// The smallest length that at least so many in a thousand do not exceed (nearest rank).
    /// </summary>
    private static SimDuration? At(List<long> sorted, int permille)
    {
        if (sorted.Count == 0)
        {
            return null;
        }

        long rank = ((long)sorted.Count * permille + 999) / 1000;
        return new SimDuration(sorted[(int)Math.Max(rank, 1) - 1]);
    }
}
