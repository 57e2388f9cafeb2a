using Simulation.Components.Caches.Eviction;
using Simulation.Components.Sharding.Partitioning;
using Simulation.Histories;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Caches;

/// <summary>The entries of one cache node: within its limits, and no longer than they may live.</summary>
internal sealed class CacheTable(CacheOptions options, RandomStream random)
{
    private readonly Dictionary<string, CacheEntry> _byKey = new(StringComparer.Ordinal);
    private readonly List<CacheEntry?> _bySlot = [];
    private readonly Stack<int> _free = new();
    private readonly EvictionPolicy _policy = EvictionPolicies.Create(
        options.Evict,
        random.Split("eviction")
    );
    private readonly RandomStream _lives = random.Split("ttl");
    private long _bytes;

    /// <summary>How many entries there are.</summary>
    public int Count => _byKey.Count;

    /// <summary>How many had to go for want of room.</summary>
    public long EvictedCount { get; private set; }

    /// <summary>The entry of a key, expired or not; null for none.</summary>
    public CacheEntry? Find(string key)
    {
        if (!_byKey.TryGetValue(key, out CacheEntry? entry))
        {
            return null;
        }

        entry.Hits++;
        _policy.Hit(entry.Slot);
        return entry;
    }

    /// <summary>Puts a value in, or a new one in place of the old, and makes room for it.</summary>
    /// <returns>The entry; null when the value is not one to keep.</returns>
    public CacheEntry? Set(string key, Value value, SimTime now, long loadNanoseconds)
    {
        if (value.IsNil && options.NegativeTtl is null)
        {
            Remove(key);
            return null;
        }

        if (!_byKey.TryGetValue(key, out CacheEntry? entry))
        {
            entry = Add(key);
        }

        entry.Value = value;
        entry.ExpiresAt = Life(value) is { } life ? now + life : SimTime.MaxValue;
        entry.LoadNanoseconds = loadNanoseconds;
        entry.ValidFrom = now - new SimDuration(Math.Min(loadNanoseconds, now.Nanoseconds));
        entry.RefreshedBy = SimTime.Zero;
        while (_byKey.Count > options.Entries || (_bytes > options.Memory?.Bytes && _byKey.Count > 0))
        {
            EvictedCount++;
            Forget(_bySlot[_policy.Evict()]!);
        }

        return entry;
    }

    /// <summary>Takes a key out; its entry, or null when it was not in.</summary>
    public CacheEntry? Remove(string key)
    {
        if (_byKey.TryGetValue(key, out CacheEntry? entry))
        {
            _policy.Remove(entry.Slot);
            Forget(entry);
        }

        return entry;
    }

    /// <summary>Ends a key's life, if it is in; it may still be served where expired entries are.</summary>
    public void Expire(string key, SimTime now)
    {
        if (_byKey.TryGetValue(key, out CacheEntry? entry))
        {
            entry.ExpiresAt = now;
        }
    }

    /// <summary>Takes everything out.</summary>
    public int Clear()
    {
        List<string> keys = [.. _byKey.Keys.Order(StringComparer.Ordinal)];
        keys.ForEach(key => Remove(key));
        return keys.Count;
    }

    /// <summary>The key that was asked for most often, and how often; null for an empty cache.</summary>
    public (string Key, long Hits)? Hottest() =>
        _byKey
            .Values.OrderByDescending(entry => entry.Hits)
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => ((string, long)?)(entry.Key, entry.Hits))
            .FirstOrDefault();

    private CacheEntry Add(string key)
    {
        int slot = _free.TryPop(out int free) ? free : _bySlot.Count;
        var entry = new CacheEntry { Key = key, Slot = slot };
        if (slot == _bySlot.Count)
        {
            _bySlot.Add(entry);
        }

        _bySlot[slot] = entry;
        _byKey.Add(key, entry);
        _bytes += SizeOf(key);
        _policy.Add(slot, KeyHash.Of(key));
        return entry;
    }

    private void Forget(CacheEntry entry)
    {
        _byKey.Remove(entry.Key);
        _bySlot[entry.Slot] = null;
        _free.Push(entry.Slot);
        _bytes -= SizeOf(entry.Key);
    }

    private long SizeOf(string key) => key.Length + options.EntrySize.Bytes;

    private SimDuration? Life(Value value)
    {
        if ((value.IsNil ? options.NegativeTtl : options.Ttl) is not { } life)
        {
            return null;
        }

        long spread = (long)((Int128)life.Nanoseconds * options.TtlJitter.Millionths / 1_000_000);
        return spread == 0 ? life : life - new SimDuration(_lives.NextBelow(spread + 1));
    }
}
