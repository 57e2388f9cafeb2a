using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Components.Caches;

/// <summary>What a cache holds of a key.</summary>
internal sealed class CacheEntry
{
    /// <summary>The key.</summary>
    public required string Key { get; init; }

    /// <summary>Its place for the eviction policy.</summary>
    public required int Slot { get; init; }

    /// <summary>The value; nil when the store had none.</summary>
    public Value Value { get; set; }

    /// <summary>When it expires by the node's clock.</summary>
    public SimTime ExpiresAt { get; set; }

    /// <summary>How long the load took that brought it.</summary>
    public long LoadNanoseconds { get; set; }

    /// <summary>Until when somebody is trusted to load it anew.</summary>
    public SimTime RefreshedBy { get; set; }

    /// <summary>Since when it is known to be what the store has, by the node's clock.</summary>
    public SimTime ValidFrom { get; set; }

    /// <summary>When it was last served, by the world's time; only near caches note it.</summary>
    public SimTime ServedAt { get; set; }

    /// <summary>How often it was asked for.</summary>
    public long Hits { get; set; }
}
