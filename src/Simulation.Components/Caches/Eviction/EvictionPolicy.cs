namespace Simulation.Components.Caches.Eviction;

/// <summary>
/// Decides which entry of a cache goes when there is no room. It knows entries by their slots, small numbers
/// that are used again, and keys by their hashes. The cache adds an entry first and evicts while it is too
/// large, so that the newcomer itself may be the one to go.
/// </summary>
public abstract class EvictionPolicy
{
    /// <summary>An entry is in the cache from now on.</summary>
    /// <param name="slot">Its slot, in which nothing is.</param>
    /// <param name="hash">Its key's hash.</param>
    public abstract void Add(int slot, ulong hash);

    /// <summary>An entry was asked for.</summary>
    public abstract void Hit(int slot);

    /// <summary>Takes an entry out to make room, and returns its slot; asked only when there is one.</summary>
    public abstract int Evict();

    /// <summary>An entry left for another reason: it was deleted, or expired.</summary>
    public abstract void Remove(int slot);
}
