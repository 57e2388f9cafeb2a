using Simulation.Histories;

namespace Simulation.Components.Caches;

/// <summary>What applications and cache nodes say to each other.</summary>
internal abstract record CacheMessage
{
    /// <summary>What a message without a value takes.</summary>
    public const int Bytes = 64;

    private CacheMessage() { }

    /// <summary>An application looks for a key.</summary>
    public sealed record Get(int Call, string Key) : CacheMessage;

    /// <summary>What became of a <see cref="Get"/>.</summary>
    /// <param name="Call">Its number.</param>
    /// <param name="Finding">Whether there was an entry.</param>
    /// <param name="Value">The entry's value.</param>
    /// <param name="Lease">The lease to set the key with; 0 for none.</param>
    /// <param name="AgeNanoseconds">How long ago the entry was what the store had.</param>
    public sealed record Got(int Call, Finding Finding, Value Value, long Lease, long AgeNanoseconds)
        : CacheMessage;

    /// <summary>An application has loaded a value.</summary>
    /// <param name="Key">Of what.</param>
    /// <param name="Value">The value; nil when the store has none.</param>
    /// <param name="LoadNanoseconds">How long the load took.</param>
    /// <param name="Lease">The lease that allows it; 0 where leases are not used.</param>
    public sealed record Set(string Key, Value Value, long LoadNanoseconds, long Lease) : CacheMessage;

    /// <summary>An application has written to the store: the entry is out of date.</summary>
    public sealed record Delete(string Key) : CacheMessage;

    /// <summary>A key was written: what is held of it is out of date.</summary>
    /// <param name="Number">Which, unique in the world.</param>
    /// <param name="Key">The key; null for all keys.</param>
    /// <param name="WantsAnswer">Whether it is repeated until it is acknowledged.</param>
    public sealed record Invalidate(int Number, string? Key, bool WantsAnswer) : CacheMessage;

    /// <summary>The receiver of an <see cref="Invalidate"/> holds the old value no more.</summary>
    public sealed record Invalidated(int Number) : CacheMessage;
}

/// <summary>What a cache node found.</summary>
internal enum Finding
{
    /// <summary>An entry.</summary>
    Hit,

    /// <summary>An entry, which who asked is to load anew in the meantime.</summary>
    HitToRefresh,

    /// <summary>Nothing: who asked is to load it.</summary>
    Miss,

    /// <summary>Nothing, and another one is loading it: ask again soon.</summary>
    Wait,
}
