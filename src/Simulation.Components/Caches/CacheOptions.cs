using Simulation.Components.Caches.Eviction;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Caches;

/// <summary>Who reads and writes the store behind a cache, and when.</summary>
public enum CachePattern
{
    /// <summary>The application looks into the cache, loads what is missing and puts it there; after a write
    /// it deletes the entry.</summary>
    CacheAside,

    /// <summary>The cache loads what is missing itself, and passes writes on before it drops the entry.</summary>
    ReadThrough,

    /// <summary>The cache passes each write on to the store, and keeps the new value.</summary>
    WriteThrough,

    /// <summary>The cache answers a write at once, and brings it to the store later.</summary>
    WriteBehind,

    /// <summary>As cache-aside, but writes go past the cache: entries are stale until they expire.</summary>
    WriteAround,

    /// <summary>As read-through, and an entry that is asked for shortly before it expires is loaded anew in
    /// the meantime.</summary>
    RefreshAhead,
}

/// <summary>What keeps an expired entry from sending everybody to the store at once.</summary>
public enum CacheDefence
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Who misses a key that is being loaded waits for that load.</summary>
    SingleFlight,

    /// <summary>Each reader may load a key anew before it expires, the likelier the closer that is.</summary>
    EarlyRefresh,

    /// <summary>An expired entry is still served while one reader loads it anew.</summary>
    StaleWhileRevalidate,

    /// <summary>Only who holds the key's lease may load and set it; a delete takes the lease back.</summary>
    Leases,
}

/// <summary>What a component of kind <c>cache</c> takes.</summary>
public sealed record CacheOptions : IValidatedOptions
{
    /// <summary>What is behind it.</summary>
    [Option("The component that it stands before.", Names = NameKind.Component)]
    public required string Of { get; init; }

    /// <summary>Where it lives.</summary>
    [Option(
        "The nodes (or all nodes of these regions, zones, clouds) with one cache node and one application "
            + "each; empty: every node.",
        Names = NameKind.Place
    )]
    public IReadOnlyList<string> RunsOn { get; init; } = [];

    /// <summary>How the application, the cache and the store work together.</summary>
    [Option(
        "Who reads and writes the store: cache-aside, read-through, write-through, write-behind, "
            + "write-around or refresh-ahead."
    )]
    public CachePattern Pattern { get; init; }

    /// <summary>How many entries a cache node holds.</summary>
    [Option("How many entries each cache node holds.", Min = "1")]
    public int Entries { get; init; } = 1_000;

    /// <summary>How much a cache node holds.</summary>
    [Option("How much each cache node holds; off: only the number of entries counts.")]
    public ByteSize? Memory { get; init; }

    /// <summary>What an entry takes.</summary>
    [Option("What an entry takes beside its key, where 'memory' counts.")]
    public ByteSize EntrySize { get; init; } = new(1_024);

    /// <summary>What goes when it is full.</summary>
    [Option("What goes when it is full: lru, lfu, fifo, random, slru, s3-fifo, w-tiny-lfu or arc.")]
    public EvictionKind Evict { get; init; }

    /// <summary>How long an entry lives.</summary>
    [Option("How long an entry lives; off: until it is deleted or evicted.")]
    public SimDuration? Ttl { get; init; } = 60.Seconds;

    /// <summary>How far that varies.</summary>
    [Option("By how much at most an entry's life is shorter, drawn for each.", Min = "0%", Max = "100%")]
    public Ratio TtlJitter { get; init; }

    /// <summary>How long a missing key is remembered as such.</summary>
    [Option("How long it is remembered that a key has no value; off: not at all.")]
    public SimDuration? NegativeTtl { get; init; }

    /// <summary>What it does against stampedes and stale sets.</summary>
    [Option(
        "What it does against stampedes and stale sets: none, single-flight, early-refresh, "
            + "stale-while-revalidate or leases."
    )]
    public CacheDefence Defence { get; init; }

    /// <summary>How long an expired entry is still served while it is loaded anew.</summary>
    [Option("With stale-while-revalidate: for how long after its end an entry is still served.")]
    public SimDuration StaleFor { get; init; } = 10.Seconds;

    /// <summary>How eagerly entries are refreshed early.</summary>
    [Option(
        "With early-refresh: how eagerly, in hundredths; 100 is the optimum for exponential loads.",
        Min = "1"
    )]
    public int Eagerness { get; init; } = 100;

    /// <summary>How long a lease lasts.</summary>
    [Option("With leases: how long the holder has before another reader gets the lease.")]
    public SimDuration LeaseTime { get; init; } = 2.Seconds;

    /// <summary>When write-behind writes.</summary>
    [Option("With write-behind: how long a write waits in the cache before it goes to the store.")]
    public SimDuration FlushAfter { get; init; } = 1.Seconds;

    /// <summary>How finely keys are spread.</summary>
    [Option(
        "How many points each cache node has on the ring that spreads the keys.",
        Min = "1",
        Max = "4096"
    )]
    public int VirtualNodes { get; init; } = 64;

    /// <summary>How many cache nodes hold an entry.</summary>
    [Option("How many cache nodes hold each entry, the next ones on the ring.", Min = "1", Max = "16")]
    public int Replicas { get; init; } = 1;

    /// <summary>The applications' own caches.</summary>
    [Option("A small cache in each application's memory, before the cache nodes; off: none.")]
    public NearCacheOptions? Near { get; init; }

    /// <summary>How caches learn of writes.</summary>
    [Option("How the caches that hold a key learn that it was written.")]
    public InvalidationOptions Invalidate { get; init; } = new();

    /// <summary>How long a cache node works on a message.</summary>
    [Option("How long a cache node works on a message, one after the other; off: no time.")]
    public Distribution? ServiceTime { get; init; }

    /// <summary>How long the application waits for a cache node.</summary>
    [Option("How long the application waits for a cache node before it asks the store instead.")]
    public SimDuration Timeout { get; init; } = 50.Milliseconds;

    /// <summary>How long the store is waited for.</summary>
    [Option("How long a call to the store may take, attempts included.")]
    public SimDuration StoreTimeout { get; init; } = 1.Seconds;

    /// <summary>Whether the application leaves it to the cache to ask the store.</summary>
    internal bool IsThrough =>
        Pattern
            is CachePattern.ReadThrough
                or CachePattern.WriteThrough
                or CachePattern.WriteBehind
                or CachePattern.RefreshAhead;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Defence == CacheDefence.Leases && IsThrough)
        {
            yield return (
                "defence",
                "leases are between an application and its cache: use pattern cache-aside"
            );
        }

        if (Ttl is null && Pattern is CachePattern.RefreshAhead or CachePattern.WriteAround)
        {
            yield return ("ttl", "with this pattern entries must expire: give a 'ttl'");
        }

        foreach ((string, string) problem in ValidateCopies())
        {
            yield return problem;
        }
    }

    private IEnumerable<(string Key, string Message)> ValidateCopies()
    {
        if (Replicas > 1 && IsThrough)
        {
            yield return ("replicas", "copies are set by the application: use pattern cache-aside");
        }

        if (Replicas > 1 && Defence == CacheDefence.Leases)
        {
            yield return (
                "replicas",
                "a lease is given by one cache node: leave out 'replicas' or the leases"
            );
        }

        if (Invalidate.By is InvalidationRule.Lossy or InvalidationRule.Reliable)
        {
            if (Pattern == CachePattern.WriteAround)
            {
                yield return ("invalidate", "write-around tells nobody of writes: use pattern cache-aside");
            }

            if (Near is null && (Invalidate.By == InvalidationRule.Lossy || IsThrough))
            {
                yield return ("invalidate", "only near caches are told: give a 'near'");
            }
        }

        if (Invalidate.By == InvalidationRule.Version && (IsThrough || Defence == CacheDefence.Leases))
        {
            yield return (
                "invalidate",
                "version is between an application and the store: use pattern cache-aside without leases"
            );
        }
    }
}
