namespace Simulation.Components.Caches.Eviction;

/// <summary>The hashes of keys that left a cache lately, the oldest forgotten first.</summary>
internal sealed class GhostQueue
{
    private readonly Queue<(ulong Hash, long Turn)> _order = new();
    private readonly Dictionary<ulong, long> _turnOf = [];
    private long _turn;

    /// <summary>How many are remembered.</summary>
    public int Count => _turnOf.Count;

    /// <summary>Remembers a key as the one that left last, and forgets the oldest beyond a limit.</summary>
    public void Add(ulong hash, int countMax)
    {
        _turnOf[hash] = ++_turn;
        _order.Enqueue((hash, _turn));
        Shorten(countMax);
    }

    /// <summary>Forgets the oldest until no more than so many are left.</summary>
    public void Shorten(int countMax)
    {
        while (_turnOf.Count > Math.Max(0, countMax) || _order.Count > 2 * _turnOf.Count + 16)
        {
            (ulong hash, long turn) = _order.Dequeue();
            if (_turnOf.TryGetValue(hash, out long latest) && latest == turn)
            {
                if (_turnOf.Count <= countMax)
                {
                    // Only the tail of forgotten turns was too long: the key itself stays.
                    _turnOf[hash] = ++_turn;
                    _order.Enqueue((hash, _turn));
                    continue;
                }

                _turnOf.Remove(hash);
            }
        }
    }

    /// <summary>Forgets a key; tells whether it was remembered.</summary>
    public bool Take(ulong hash) => _turnOf.Remove(hash);
}
