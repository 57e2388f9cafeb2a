namespace Simulation.Components.Caches.Eviction;

/// <summary>
/// Adaptive replacement: one list of those asked for once, one of those asked for again, and ghosts of both
/// that move the border between them towards what the load needs.
/// </summary>
/// <remarks>Source: Megiddo and Modha, "ARC: A Self-Tuning, Low Overhead Replacement Cache", FAST 2003, Figure
/// 4. The capacity is the number of entries that are there when one has to go.</remarks>
public sealed class ArcPolicy : EvictionPolicy
{
    private const int Once = 0;
    private const int Again = 1;

    private readonly SlotLists _lists = new(2);
    private readonly SlotValues<ulong> _hashes = new();
    private readonly GhostQueue _onceGhosts = new();
    private readonly GhostQueue _againGhosts = new();
    private int _capacity;
    private int _onceTarget;
    private bool _isGhostOfAgain;

    /// <inheritdoc/>
    public override void Add(int slot, ulong hash)
    {
        _hashes[slot] = hash;
        int onceGhosts = Math.Max(1, _onceGhosts.Count);
        int againGhosts = Math.Max(1, _againGhosts.Count);
        _isGhostOfAgain = false;
        if (_onceGhosts.Take(hash))
        {
            _onceTarget = Math.Min(_capacity, _onceTarget + Math.Max(1, againGhosts / onceGhosts));
            _lists.Push(Again, slot);
        }
        else if (_againGhosts.Take(hash))
        {
            _onceTarget = Math.Max(0, _onceTarget - Math.Max(1, onceGhosts / againGhosts));
            _isGhostOfAgain = true;
            _lists.Push(Again, slot);
        }
        else
        {
            _lists.Push(Once, slot);
        }
    }

    /// <inheritdoc/>
    public override void Hit(int slot) => _lists.Move(Again, slot);

    /// <inheritdoc/>
    public override int Evict()
    {
        _capacity = _lists.Count(Once) + _lists.Count(Again) - 1;
        int once = _lists.Count(Once);
        bool takesOnce =
            once > 0
            && (once > _onceTarget || (_isGhostOfAgain && once == _onceTarget) || _lists.Count(Again) <= 1);
        int slot = _lists.Pop(takesOnce ? Once : Again);
        if (takesOnce)
        {
            _onceGhosts.Add(_hashes[slot], Math.Max(1, _capacity - _lists.Count(Once)));
        }
        else
        {
            _againGhosts.Add(_hashes[slot], Math.Max(1, _capacity));
        }

        return slot;
    }

    /// <inheritdoc/>
    public override void Remove(int slot) => _lists.Remove(slot);
}
