using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Time;

namespace Simulation.Checkers.Availability;

/// <summary>How operations invoked in one region during one window ended.</summary>
/// <param name="Region">The region of the invoking processes.</param>
/// <param name="Start">The window's beginning.</param>
/// <param name="Length">The window's length.</param>
/// <param name="Succeeded">How many were answered.</param>
/// <param name="Refused">How many were refused.</param>
/// <param name="Lost">How many nobody knows about.</param>
public sealed record AvailabilityWindow(
    string Region,
    SimTime Start,
    SimDuration Length,
    int Succeeded,
    int Refused,
    int Lost
)
{
    /// <summary>All operations invoked.</summary>
    public int Count => Succeeded + Refused + Lost;

    /// <summary>
    /// The part that succeeded, from 0 to 1; null when nothing was asked. For reports only.
    /// </summary>
    public double? Availability => Count == 0 ? null : (double)Succeeded / Count;
}

/// <summary>Counts what clients of each region were told, window by window.</summary>
public static class AvailabilityOverTime
{
    /// <summary>
    /// The windows of each region that asks anything, by region in ordinal order and then by time, without
    /// gaps from the beginning of the run to the last invocation of all.
    /// </summary>
    /// <param name="history">
    /// What clients saw; a refused cas that only observed another value counts as refused.
    /// </param>
    /// <param name="regionOf">The region of a process.</param>
    /// <param name="window">The length of a window, above zero.</param>
    public static IReadOnlyList<AvailabilityWindow> Measure(
        History history,
        Func<int, string> regionOf,
        SimDuration window
    )
    {
        Invariant.That(window > SimDuration.Zero);
        SortedDictionary<string, List<int[]>> byRegion = new(StringComparer.Ordinal);
        int windows = 0;
        foreach (Operation operation in history.Operations)
        {
            string region = regionOf(operation.Process);
            if (!byRegion.TryGetValue(region, out List<int[]>? counts))
            {
                byRegion.Add(region, counts = []);
            }

            int index = checked((int)(operation.Invoked.Nanoseconds / window.Nanoseconds));
            windows = Math.Max(windows, index + 1);
            while (counts.Count <= index)
            {
                counts.Add(new int[3]);
            }

            counts[index][(int)operation.Outcome]++;
        }

        List<AvailabilityWindow> result = [];
        foreach ((string region, List<int[]> counts) in byRegion)
        {
            for (int i = 0; i < windows; i++)
            {
                int[] count = i < counts.Count ? counts[i] : new int[3];
                result.Add(
                    new AvailabilityWindow(
                        region,
                        SimTime.Zero + window * i,
                        window,
                        count[(int)Outcome.Succeeded],
                        count[(int)Outcome.Refused],
                        count[(int)Outcome.Lost]
                    )
                );
            }
        }

        return result;
    }
}
