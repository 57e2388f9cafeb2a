namespace Simulation.Components.Caches.Eviction;

/// <summary>First in, first out: who came first goes, whatever was asked for since.</summary>
public sealed class FifoPolicy : EvictionPolicy
{
    private readonly SlotLists _lists = new(1);

    /// <inheritdoc/>
    public override void Add(int slot, ulong hash) => _lists.Push(0, slot);

    /// <inheritdoc/>
    public override void Hit(int slot)
    {
        // Being asked for changes nothing.
    }

    /// <inheritdoc/>
    public override int Evict() => _lists.Pop(0);

    /// <inheritdoc/>
    public override void Remove(int slot) => _lists.Remove(slot);
}
