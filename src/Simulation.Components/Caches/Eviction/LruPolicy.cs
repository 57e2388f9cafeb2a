namespace Simulation.Components.Caches.Eviction;

/// <summary>Least recently used: who has not been asked for longest goes.</summary>
public sealed class LruPolicy : EvictionPolicy
{
    private readonly SlotLists _lists = new(1);

    /// <inheritdoc/>
    public override void Add(int slot, ulong hash) => _lists.Push(0, slot);

    /// <inheritdoc/>
    public override void Hit(int slot) => _lists.Move(0, slot);

    /// <inheritdoc/>
    public override int Evict() => _lists.Pop(0);

    /// <inheritdoc/>
    public override void Remove(int slot) => _lists.Remove(slot);
}
