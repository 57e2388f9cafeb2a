using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Comparisons;

/// <summary>Joins what clients saw under several seeds in the same stretch of a run.</summary>
public static class WindowPool
{
    /// <summary>
    /// Counts are summed; quantiles are taken anew from all latencies of all seeds, since quantiles
    /// themselves cannot be averaged.
    /// </summary>
    public static WindowOutcome Join(string name, IReadOnlyList<WorkloadOutcome> outcomes)
    {
        List<WindowOutcome> windows =
        [
            .. outcomes
                .SelectMany(outcome => outcome.Windows)
                .Where(window => string.Equals(window.Name, name, StringComparison.Ordinal)),
        ];
        if (windows.Count == 1)
        {
            return windows[0];
        }

        long[] latencies = Latencies(name, outcomes);
        return new WindowOutcome(
            name,
            windows[0].Start,
            windows[0].End,
            windows.Sum(window => window.Succeeded),
            windows.Sum(window => window.Refused),
            windows.Sum(window => window.Lost),
            Quantile(latencies, 50),
            Quantile(latencies, 99),
            windows.Sum(window => window.Reads),
            windows.Sum(window => window.StaleReads),
            Regions(windows.SelectMany(window => window.Regions))
        );
    }

    /// <summary>The regions' counts summed by name, sorted by name.</summary>
    public static IReadOnlyList<RegionAvailability> Regions(IEnumerable<RegionAvailability> regions) =>
        [
            .. regions
                .GroupBy(region => region.Region, StringComparer.Ordinal)
                .Select(group => new RegionAvailability(
                    group.Key,
                    group.Sum(region => region.Succeeded),
                    group.Sum(region => region.Invoked)
                ))
                .OrderBy(region => region.Region, StringComparer.Ordinal),
        ];

    /// <summary>
    /// The smallest latency that a share of all does not exceed (nearest rank); null without any.
    /// </summary>
    /// <param name="sorted">In nanoseconds, ascending.</param>
    /// <param name="percent">From 1 to 100.</param>
    public static SimDuration? Quantile(long[] sorted, int percent) =>
        sorted.Length == 0
            ? null
            : new SimDuration(sorted[(int)((((long)sorted.Length * percent) + 99) / 100) - 1]);

    /// <summary>
    /// The latencies of answered operations that were invoked in a stretch of time, ascending.
    /// </summary>
    public static long[] Latencies(IEnumerable<Operation> operations, SimTime start, SimTime end)
    {
        long[] latencies =
        [
            .. operations
                .Where(operation =>
                    operation.IsAnswered
                    && operation.Completed is not null
                    && operation.Invoked >= start
                    && operation.Invoked < end
                )
                .Select(operation => (operation.Completed!.Value - operation.Invoked).Nanoseconds),
        ];
        Array.Sort(latencies);
        return latencies;
    }

    /// <summary>The latencies of answered operations of all seeds in a window, ascending.</summary>
    public static long[] Latencies(string name, IReadOnlyList<WorkloadOutcome> outcomes)
    {
        List<long> all = [];
        foreach (WorkloadOutcome outcome in outcomes)
        {
            foreach (WindowOutcome window in outcome.Windows)
            {
                if (string.Equals(window.Name, name, StringComparison.Ordinal))
                {
                    all.AddRange(Latencies(outcome.History.Operations, window.Start, window.End));
                }
            }
        }

        all.Sort();
        return [.. all];
    }
}
