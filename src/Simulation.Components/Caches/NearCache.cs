using Simulation.Histories;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Caches;

/// <summary>
/// The cache in an application's own memory. What was asked for before a key was invalidated is not kept after
/// it, so that a slow answer does not bring the old value back.
/// </summary>
internal sealed class NearCache(CacheOptions options, RandomStream random)
{
    private readonly CacheTable _table = new(options.Near!.Over(options), random);
    private readonly Dictionary<string, long> _invalidated = new(StringComparer.Ordinal);
    private long _clearedAt;

    /// <summary>Counts invalidations: what is asked for now may be kept if none comes in between.</summary>
    public long Moment { get; private set; }

    /// <summary>How many entries there are.</summary>
    public int Count => _table.Count;

    /// <summary>An entry that may be served; null for none.</summary>
    public CacheEntry? Find(string key, SimTime now) =>
        _table.Find(key) is { } entry && now < entry.ExpiresAt ? entry : null;

    /// <summary>Keeps a value that was asked for at a moment.</summary>
    /// <param name="key">Of what.</param>
    /// <param name="value">The value.</param>
    /// <param name="moment">When it was asked for, as <see cref="Moment"/>.</param>
    /// <param name="now">The node's time.</param>
    /// <param name="validFrom">Since when it is known to be the store's.</param>
    public void Keep(string key, Value value, long moment, SimTime now, SimTime validFrom)
    {
        if (moment < _clearedAt || moment < _invalidated.GetValueOrDefault(key))
        {
            return;
        }

        if (_table.Set(key, value, now, 0) is { } entry)
        {
            entry.ValidFrom = validFrom;
            entry.ServedAt = SimTime.Zero;
        }
    }

    /// <summary>Drops a key; returns when it was last served, by the world's time.</summary>
    public SimTime Invalidate(string key)
    {
        _invalidated[key] = ++Moment;
        return _table.Remove(key)?.ServedAt ?? SimTime.Zero;
    }

    /// <summary>Drops everything.</summary>
    public int Clear()
    {
        _clearedAt = ++Moment;
        _invalidated.Clear();
        return _table.Clear();
    }
}
