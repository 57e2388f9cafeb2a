using Simulation.Kernel.Nodes;

namespace Simulation.Components.Caches;

/// <summary>What faults can do to a cache.</summary>
internal sealed class CacheControl(CacheLayout layout)
{
    /// <summary>The key that was asked for most often of all that the cache holds.</summary>
    public const string HotKey = "hot";

    /// <summary>Empties all nodes; returns how many entries went.</summary>
    public int Flush() => layout.Tables.Sum(entry => entry.Table.Clear());

    /// <summary>Lets keys expire before their time; returns how many were asked to.</summary>
    /// <param name="keys">Their names, or <see cref="HotKey"/>.</param>
    public int Expire(IReadOnlyList<string> keys)
    {
        int count = 0;
        foreach (string key in keys)
        {
            string? named = key == HotKey ? Hottest() : key;
            if (named is null)
            {
                continue;
            }

            count++;
            foreach ((Node node, CacheTable table) in layout.Tables)
            {
                table.Expire(named, node.Clock.Now);
            }
        }

        return count;
    }

    private string? Hottest() =>
        layout
            .Tables.Select(entry => entry.Table.Hottest())
            .OfType<(string Key, long Hits)>()
            .MaxBy(entry => entry.Hits)
            .Key;
}
