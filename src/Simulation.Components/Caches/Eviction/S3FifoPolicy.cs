namespace Simulation.Components.Caches.Eviction;

/// <summary>
/// Three queues: newcomers wait in a small one, from which only those asked for again get into the main one;
/// the third remembers who left the small one, and lets them into the main one when they come back.
/// </summary>
/// <remarks>Source: Yang et al., "FIFO Queues Are All You Need for Cache Eviction", SOSP 2023, Algorithm
/// 1: a tenth for the small queue, counters up to 3.</remarks>
public sealed class S3FifoPolicy : EvictionPolicy
{
    private const int Small = 0;
    private const int Main = 1;
    private const byte CounterMax = 3;

    private readonly SlotLists _lists = new(2);
    private readonly SlotValues<ulong> _hashes = new();
    private readonly SlotValues<byte> _counters = new();
    private readonly GhostQueue _ghosts = new();

    private int Count => _lists.Count(Small) + _lists.Count(Main);

    /// <inheritdoc/>
    public override void Add(int slot, ulong hash)
    {
        _hashes[slot] = hash;
        _counters[slot] = 0;
        _lists.Push(_ghosts.Take(hash) ? Main : Small, slot);
    }

    /// <inheritdoc/>
    public override void Hit(int slot) => _counters[slot] = (byte)Math.Min(_counters[slot] + 1, CounterMax);

    /// <inheritdoc/>
    public override int Evict()
    {
        while (_lists.Count(Small) > 0 && _lists.Count(Small) >= Math.Max(1, Count / 10))
        {
            int slot = _lists.Back(Small);
            if (_counters[slot] <= 1)
            {
                _lists.Remove(slot);
                _ghosts.Add(_hashes[slot], Math.Max(1, _lists.Count(Main)));
                return slot;
            }

            _counters[slot] = 0;
            _lists.Move(Main, slot);
        }

        while (_counters[_lists.Back(Main)] > 0)
        {
            int slot = _lists.Back(Main);
            _counters[slot]--;
            _lists.Move(Main, slot);
        }

        return _lists.Pop(Main);
    }

    /// <inheritdoc/>
    public override void Remove(int slot) => _lists.Remove(slot);
}
