using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Caches;

/// <summary>What an entry is good for at a moment.</summary>
internal enum Freshness
{
    /// <summary>It is served.</summary>
    Fresh,

    /// <summary>It is served, and loaded anew meanwhile.</summary>
    ToRefresh,

    /// <summary>It has expired, and is served while somebody else loads it anew.</summary>
    Stale,

    /// <summary>It has expired, and is served while who asked loads it anew.</summary>
    StaleToRefresh,

    /// <summary>It has expired.</summary>
    Gone,
}

/// <summary>Decides when entries are loaded anew before anybody misses them.</summary>
internal sealed class Refreshing(CacheOptions options, RandomStream random)
{
    /// <summary>What an entry is good for now; notes who refreshes it.</summary>
    public Freshness Judge(CacheEntry entry, SimTime now)
    {
        if (now < entry.ExpiresAt)
        {
            return IsDue(entry, now) && Claim(entry, now) ? Freshness.ToRefresh : Freshness.Fresh;
        }

        if (options.Defence != CacheDefence.StaleWhileRevalidate || now - entry.ExpiresAt >= options.StaleFor)
        {
            return Freshness.Gone;
        }

        return Claim(entry, now) ? Freshness.StaleToRefresh : Freshness.Stale;
    }

    private bool IsDue(CacheEntry entry, SimTime now)
    {
        if (entry.ExpiresAt == SimTime.MaxValue)
        {
            return false;
        }

        SimDuration left = entry.ExpiresAt - now;
        return (options.Pattern == CachePattern.RefreshAhead && left < options.Ttl!.Value / 5)
            || (options.Defence == CacheDefence.EarlyRefresh && left.Nanoseconds < Head(entry));
    }

    /// <summary>How long before its end an entry is loaded anew this time.</summary>
    /// <remarks>Source: Vattani, Chierichetti and Lowenstein, "Optimal Probabilistic Cache Stampede
    /// Prevention", VLDB 2015, Algorithm 2 (XFetch).</remarks>
    private long Head(CacheEntry entry) =>
        new Exponential(Math.Max(1, entry.LoadNanoseconds * options.Eagerness / 100)).Draw(random);

    /// <summary>Whether nobody else is trusted to load the entry anew; if so, who asks is from now on.</summary>
    private bool Claim(CacheEntry entry, SimTime now)
    {
        // Early refreshes are independent of each other: chance alone keeps them few.
        bool isFree = now >= entry.RefreshedBy || options.Defence == CacheDefence.EarlyRefresh;
        if (isFree)
        {
            entry.RefreshedBy = now + options.StoreTimeout;
        }

        return isFree;
    }
}
