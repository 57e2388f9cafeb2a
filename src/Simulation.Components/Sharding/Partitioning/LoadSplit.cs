namespace Simulation.Components.Sharding.Partitioning;

/// <summary>Where a range is cut so that both halves have about as much to do.</summary>
/// <remarks>Source: Adya et al., "Slicer: Auto-Sharding for Datacenter Applications", OSDI 2016, section 4.4.2;
/// Taft et al., "CockroachDB", SIGMOD 2020, section 2.1, load-based splitting.</remarks>
public static class LoadSplit
{
    /// <summary>
    /// The first key of the second half, or null when no cut makes the heavier side lighter than the whole.
    /// </summary>
    /// <param name="loads">How often each key was asked for, in the ordinal order of the keys.</param>
    public static string? KeyOf(IReadOnlyList<(string Key, long Load)> loads)
    {
        long total = loads.Sum(entry => entry.Load);
        long left = 0;
        long best = total;
        string? key = null;
        for (int index = 0; index + 1 < loads.Count; index++)
        {
            left += loads[index].Load;
            long heavier = Math.Max(left, total - left);
            if (heavier < best)
            {
                best = heavier;
                key = loads[index + 1].Key;
            }
        }

        return key;
    }
}
