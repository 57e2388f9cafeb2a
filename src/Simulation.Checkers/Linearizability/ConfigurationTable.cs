namespace Simulation.Checkers.Linearizability;

/// <summary>
/// A set of configurations without the dominated ones, in the order in which they were added.
/// </summary>
internal sealed class ConfigurationTable<TMask>
    where TMask : struct, IMask<TMask>
{
    // Past this many neighbours of the same state, finding a dominated one costs more than it saves.
    private const int ComparisonsMax = 48;

    private Configuration<TMask>[] _items = new Configuration<TMask>[64];
    private bool[] _isDead = new bool[64];
    private int[] _nextOfState = new int[64];
    private int[] _heads = new int[128];
    private int[] _exact = new int[128];

    /// <summary>How many were added, dominated ones included.</summary>
    public int Count { get; private set; }

    public ref Configuration<TMask> this[int index] => ref _items[index];

    /// <summary>Whether a later one dominates it.</summary>
    public bool IsDead(int index) => _isDead[index];

    public void Clear()
    {
        if (Count > 0)
        {
            Count = 0;
            Array.Clear(_heads);
            Array.Clear(_exact);
        }

        if (_heads.Length > 1 << 16)
        {
            // A burst should not make every later, smaller round pay for clearing its tables.
            _heads = new int[128];
            _exact = new int[128];
            Resize(64);
        }
    }

    /// <summary>Adds without looking for equals.</summary>
    public void Append(in Configuration<TMask> item)
    {
        Reserve();
        _isDead[Count] = false;
        _items[Count++] = item;
    }

    /// <summary>Adds unless an equal or better one is there.</summary>
    public void Add(in Configuration<TMask> item, Window<TMask> window)
    {
        Reserve();
        int exact = Slot(item.Hash, _exact);
        while (_exact[exact] != 0)
        {
            if (_items[_exact[exact] - 1].Same(item))
            {
                return;
            }

            exact = (exact + 1) & (_exact.Length - 1);
        }

        int head = Slot(StateHash(item.State), _heads);
        int compared = 0;
        for (
            int i = _heads[head] - 1;
            i >= 0 && compared < ComparisonsMax;
            i = _nextOfState[i] - 1, compared++
        )
        {
            if (_isDead[i] || _items[i].State != item.State)
            {
                continue;
            }

            if (_items[i].Dominates(item, window))
            {
                return;
            }

            _isDead[i] = item.Dominates(_items[i], window);
        }

        _items[Count] = item;
        _isDead[Count] = false;
        _nextOfState[Count] = _heads[head];
        _heads[head] = ++Count;
        _exact[exact] = Count;
    }

    private static ulong StateHash(int state) => unchecked((ulong)(uint)state * 0x9E3779B97F4A7C15UL);

    private static int Slot(ulong hash, int[] table) => (int)(hash >> 40) & (table.Length - 1);

    private void Reserve()
    {
        if (Count < _items.Length)
        {
            return;
        }

        Resize(2 * _items.Length);
        _heads = new int[4 * Count];
        _exact = new int[4 * Count];
        for (int i = 0; i < Count; i++)
        {
            int exact = Slot(_items[i].Hash, _exact);
            while (_exact[exact] != 0)
            {
                exact = (exact + 1) & (_exact.Length - 1);
            }

            _exact[exact] = i + 1;
            int head = Slot(StateHash(_items[i].State), _heads);
            _nextOfState[i] = _heads[head];
            _heads[head] = i + 1;
        }
    }

    private void Resize(int length)
    {
        Array.Resize(ref _items, length);
        Array.Resize(ref _isDead, length);
        Array.Resize(ref _nextOfState, length);
    }
}
