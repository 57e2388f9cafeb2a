namespace Simulation.Components.Caches.Eviction;

/// <summary>
/// Segmented LRU: newcomers are on probation, and are protected once they are asked for again; who goes is the
/// least recently used on probation. At most four fifths are protected.
/// </summary>
/// <remarks>Source: Karedla, Love and Wherry, "Caching Strategies to Improve Disk System Performance", IEEE
/// Computer 27(3), 1994.</remarks>
public sealed class SlruPolicy : EvictionPolicy
{
    private const int Probation = 0;
    private const int Protected = 1;

    private readonly SlotLists _lists = new(2);

    /// <summary>How many entries there are.</summary>
    internal int Count => _lists.Count(Probation) + _lists.Count(Protected);

    /// <summary>Who would go next; asked only when there is one.</summary>
    internal int Next => _lists.Back(_lists.Count(Probation) > 0 ? Probation : Protected);

    /// <inheritdoc/>
    public override void Add(int slot, ulong hash) => _lists.Push(Probation, slot);

    /// <inheritdoc/>
    public override void Hit(int slot)
    {
        _lists.Move(Protected, slot);
        if (_lists.Count(Protected) > Math.Max(1, Count * 4 / 5))
        {
            _lists.Move(Probation, _lists.Back(Protected));
        }
    }

    /// <inheritdoc/>
    public override int Evict()
    {
        int slot = Next;
        _lists.Remove(slot);
        return slot;
    }

    /// <inheritdoc/>
    public override void Remove(int slot) => _lists.Remove(slot);
}
