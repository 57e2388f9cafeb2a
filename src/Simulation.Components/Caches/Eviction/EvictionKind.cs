using Simulation.Kernel;
using Simulation.Kernel.Randomness;

namespace Simulation.Components.Caches.Eviction;

/// <summary>How a cache chooses what goes when it is full.</summary>
public enum EvictionKind
{
    /// <summary>Least recently used.</summary>
    Lru,

    /// <summary>Least frequently used, counted for ever.</summary>
    Lfu,

    /// <summary>First in, first out.</summary>
    Fifo,

    /// <summary>Drawn at random.</summary>
    Random,

    /// <summary>Segmented LRU.</summary>
    Slru,

    /// <summary>Three FIFO queues.</summary>
    S3Fifo,

    /// <summary>A window before a segmented LRU, with admission by frequency.</summary>
    WTinyLfu,

    /// <summary>Adaptive replacement.</summary>
    Arc,
}

/// <summary>Makes policies by their names.</summary>
public static class EvictionPolicies
{
    /// <summary>A policy for one cache.</summary>
    /// <param name="kind">Which.</param>
    /// <param name="random">Its own stream of chance.</param>
    public static EvictionPolicy Create(EvictionKind kind, RandomStream random) =>
        kind switch
        {
            EvictionKind.Lru => new LruPolicy(),
            EvictionKind.Lfu => new LfuPolicy(),
            EvictionKind.Fifo => new FifoPolicy(),
            EvictionKind.Random => new RandomPolicy(random),
            EvictionKind.Slru => new SlruPolicy(),
            EvictionKind.S3Fifo => new S3FifoPolicy(),
            EvictionKind.WTinyLfu => new WTinyLfuPolicy(),
            EvictionKind.Arc => new ArcPolicy(),
            _ => throw new InvariantViolation("every kind has a policy"),
        };
}
