using Simulation.Kernel.Randomness;

namespace Simulation.Components.Caches.Eviction;

/// <summary>Anyone goes, drawn at random.</summary>
/// <param name="random">Where it is drawn from.</param>
public sealed class RandomPolicy(RandomStream random) : EvictionPolicy
{
    private readonly List<int> _slots = [];
    private readonly SlotValues<int> _places = new();

    /// <inheritdoc/>
    public override void Add(int slot, ulong hash)
    {
        _places[slot] = _slots.Count;
        _slots.Add(slot);
    }

    /// <inheritdoc/>
    public override void Hit(int slot)
    {
        // Being asked for changes nothing.
    }

    /// <inheritdoc/>
    public override int Evict()
    {
        int slot = _slots[random.NextBelow(_slots.Count)];
        Remove(slot);
        return slot;
    }

    /// <inheritdoc/>
    public override void Remove(int slot)
    {
        int last = _slots[^1];
        _slots[_places[slot]] = last;
        _places[last] = _places[slot];
        _slots.RemoveAt(_slots.Count - 1);
    }
}
