namespace Simulation.Components.Caches;

/// <summary>What faults can do to a cache.</summary>
internal sealed class CacheControl(CacheLayout layout)
{
    /// <summary>The key that was asked for most often of all that the cache holds.</summary>
    public const string HotKey = "hot";

    /// <summary>Empties all nodes; returns how many entries went.</summary>
    public int Flush() => layout.Tables.Sum(table => table.Clear());

    /// <summary>Takes keys out before their time; returns how many were asked to go.</summary>
    /// <param name="keys">Their names, or <see cref="HotKey"/>.</param>
    public int Expire(IReadOnlyList<string> keys)
    {
        List<CacheTable> tables = [.. layout.Tables];
        int count = 0;
        foreach (string key in keys)
        {
            string? named = key == HotKey ? Hottest(tables) : key;
            if (named is null)
            {
                continue;
            }

            count++;
            tables.ForEach(table => table.Remove(named));
        }

        return count;
    }

    private static string? Hottest(List<CacheTable> tables) =>
        tables
            .Select(table => table.Hottest())
            .OfType<(string Key, long Hits)>()
            .MaxBy(entry => entry.Hits)
            .Key;
}
