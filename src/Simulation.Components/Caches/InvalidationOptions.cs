using Simulation.Components.Caches.Eviction;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Components.Caches;

/// <summary>How the caches that hold a key learn that it was written.</summary>
public enum InvalidationRule
{
    /// <summary>The writer deletes the key from its cache nodes, once; near caches keep it until it
    /// expires.</summary>
    None,

    /// <summary>The writer also tells every application, once; what the network loses stays stale.</summary>
    Lossy,

    /// <summary>The writer tells cache nodes and applications, and repeats it until they have acknowledged
    /// it.</summary>
    Reliable,

    /// <summary>Nobody is told: a reader compares what it found with the store before it answers.</summary>
    Version,
}

/// <summary>What <c>near:</c> takes: a small cache in the memory of each application.</summary>
public sealed record NearCacheOptions
{
    /// <summary>How many entries it holds.</summary>
    [Option("How many entries each application's own cache holds.", Min = "1")]
    public int Entries { get; init; } = 100;

    /// <summary>What goes when it is full.</summary>
    [Option("What goes when it is full: lru, lfu, fifo, random, slru, s3-fifo, w-tiny-lfu or arc.")]
    public EvictionKind Evict { get; init; }

    /// <summary>How long an entry lives.</summary>
    [Option("How long an entry lives; off: until it is invalidated or evicted.")]
    public SimDuration? Ttl { get; init; } = 5.Seconds;

    /// <summary>By how much that varies.</summary>
    [Option("By how much at most an entry's life is shorter, drawn for each.", Min = "0%", Max = "100%")]
    public Ratio TtlJitter { get; init; }

    /// <summary>The limits of the table.</summary>
    internal CacheOptions Over(CacheOptions options) =>
        options with
        {
            Entries = Entries,
            Evict = Evict,
            Ttl = Ttl,
            TtlJitter = TtlJitter,
            Memory = null,
        };
}

/// <summary>What <c>invalidate:</c> takes.</summary>
public sealed record InvalidationOptions
{
    /// <summary>The rule.</summary>
    [Option("How caches learn of a write: none, lossy, reliable (told) or version (readers compare).")]
    public InvalidationRule By { get; init; }

    /// <summary>After how long a message is repeated.</summary>
    [Option("With reliable: after how long without an acknowledgement a message is repeated.", Min = "1ms")]
    public SimDuration RepeatAfter { get; init; } = 100.Milliseconds;

    /// <summary>How many messages may wait for one receiver.</summary>
    [Option(
        "With reliable: how many messages may wait for one receiver; one more, and it is told to drop "
            + "everything instead.",
        Min = "1"
    )]
    public int Limit { get; init; } = 1_000;

    /// <summary>For how long what was compared needs no comparison.</summary>
    [Option("With version: for how long what was loaded or compared is served without a comparison.")]
    public SimDuration ValidFor { get; init; } = SimDuration.Zero;
}
