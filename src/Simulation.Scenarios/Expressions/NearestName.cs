namespace Simulation.Scenarios.Expressions;

/// <summary>Finds what a misspelt name was meant to be.</summary>
internal static class NearestName
{
    /// <summary>
    /// A question such as <c>did you mean 'lost_writes'?</c>; null when no candidate is within a third of the
    /// name's length. Of two that are equally near, the earlier candidate.
    /// </summary>
    /// <remarks>Distance: optimal string alignment; Damerau, Comm. ACM 7(3), 1964.</remarks>
    public static string? Ask(string name, IEnumerable<string> candidates)
    {
        int best = Math.Max(1, name.Length / 3) + 1;
        string? nearest = null;
        foreach (string candidate in candidates)
        {
            int distance = Distance(name, candidate);
            if (distance < best)
            {
                (best, nearest) = (distance, candidate);
            }
        }
        return nearest is null ? null : $"did you mean '{nearest}'?";
    }

    private static int Distance(string left, string right)
    {
        var before = new int[right.Length + 1];
        var last = new int[right.Length + 1];
        var row = new int[right.Length + 1];
        for (int j = 0; j <= right.Length; j++)
        {
            last[j] = j;
        }
        for (int i = 1; i <= left.Length; i++)
        {
            row[0] = i;
            for (int j = 1; j <= right.Length; j++)
            {
                int cost = left[i - 1] == right[j - 1] ? 0 : 1;
                row[j] = Math.Min(Math.Min(row[j - 1], last[j]) + 1, last[j - 1] + cost);
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
                }
            }
            (before, last, row) = (last, row, before);
        }
        return last[right.Length];
    }
}
