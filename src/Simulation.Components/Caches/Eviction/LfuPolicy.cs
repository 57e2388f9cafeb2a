namespace Simulation.Components.Caches.Eviction;

/// <summary>
/// Least frequently used: who was asked for least often ever goes, the one longest ago among equals. It counts
/// the keys that are not in the cache too, so that under a steady load it keeps the most wanted keys.
/// </summary>
/// <remarks>An indexed binary heap: each step costs the logarithm of the number of entries.</remarks>
public sealed class LfuPolicy : EvictionPolicy
{
    private readonly Dictionary<ulong, long> _countOf = [];
    private readonly SlotValues<ulong> _hashes = new();
    private readonly SlotValues<int> _places = new();
    private readonly List<(long Count, long Turn, int Slot)> _heap = [];
    private long _turn;

    /// <inheritdoc/>
    public override void Add(int slot, ulong hash)
    {
        _hashes[slot] = hash;
        _heap.Add((CountAgain(hash), ++_turn, slot));
        _places[slot] = _heap.Count - 1;
        Rise(_heap.Count - 1);
    }

    /// <inheritdoc/>
    public override void Hit(int slot)
    {
        int place = _places[slot];
        _heap[place] = (CountAgain(_hashes[slot]), ++_turn, slot);
        Sink(place);
    }

    /// <inheritdoc/>
    public override int Evict()
    {
        int slot = _heap[0].Slot;
        Remove(slot);
        return slot;
    }

    /// <inheritdoc/>
    public override void Remove(int slot)
    {
        int place = _places[slot];
        (long, long, int) last = _heap[^1];
        _heap.RemoveAt(_heap.Count - 1);
        if (place < _heap.Count)
        {
            Put(place, last);
            Rise(place);
            Sink(_places[last.Item3]);
        }
    }

    private long CountAgain(ulong hash)
    {
        ref long count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(
            _countOf,
            hash,
            out _
        );
        return ++count;
    }

    private void Put(int place, (long Count, long Turn, int Slot) entry)
    {
        _heap[place] = entry;
        _places[entry.Slot] = place;
    }

    private void Rise(int place)
    {
        (long Count, long Turn, int Slot) entry = _heap[place];
        while (place > 0 && IsBefore(entry, _heap[(place - 1) / 2]))
        {
            Put(place, _heap[(place - 1) / 2]);
            place = (place - 1) / 2;
        }

        Put(place, entry);
    }

    private void Sink(int place)
    {
        (long Count, long Turn, int Slot) entry = _heap[place];
        while (true)
        {
            int child = (2 * place) + 1;
            if (child + 1 < _heap.Count && IsBefore(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (child >= _heap.Count || !IsBefore(_heap[child], entry))
            {
                break;
            }

            Put(place, _heap[child]);
            place = child;
        }

        Put(place, entry);
    }

    private static bool IsBefore(
        (long Count, long Turn, int Slot) one,
        (long Count, long Turn, int Slot) other
    ) => one.Count < other.Count || (one.Count == other.Count && one.Turn < other.Turn);
}
