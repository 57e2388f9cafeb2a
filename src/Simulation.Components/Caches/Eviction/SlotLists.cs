namespace Simulation.Components.Caches.Eviction;

/// <summary>
/// Doubly linked lists of slots over shared arrays: every slot is in one list or in none, and moving it costs
/// the same however many there are. List numbers count from 0.
/// </summary>
internal sealed class SlotLists
{
    private const int None = -1;

    private readonly int[] _front;
    private readonly int[] _back;
    private readonly int[] _counts;
    private int[] _next = new int[64];
    private int[] _previous = new int[64];
    private int[] _list = new int[64];

    /// <summary>Makes empty lists.</summary>
    public SlotLists(int count)
    {
        _front = new int[count];
        _back = new int[count];
        _counts = new int[count];
        Array.Fill(_front, None);
        Array.Fill(_back, None);
    }

    /// <summary>How many slots a list has.</summary>
    public int Count(int list) => _counts[list];

    /// <summary>The slot at the end of a list; asked only when there is one.</summary>
    public int Back(int list) => _back[list];

    /// <summary>The list that a slot is in.</summary>
    public int ListOf(int slot) => _list[slot];

    /// <summary>Puts a slot, which is in no list, at the front of one.</summary>
    public void Push(int list, int slot)
    {
        Reserve(slot);
        _list[slot] = list;
        _next[slot] = _front[list];
        _previous[slot] = None;
        if (_front[list] == None)
        {
            _back[list] = slot;
        }
        else
        {
            _previous[_front[list]] = slot;
        }

        _front[list] = slot;
        _counts[list]++;
    }

    /// <summary>Takes a slot out of its list.</summary>
    public void Remove(int slot)
    {
        int list = _list[slot];
        int next = _next[slot];
        int previous = _previous[slot];
        if (previous == None)
        {
            _front[list] = next;
        }
        else
        {
            _next[previous] = next;
        }

        if (next == None)
        {
            _back[list] = previous;
        }
        else
        {
            _previous[next] = previous;
        }

        _counts[list]--;
    }

    /// <summary>Moves a slot to the front of a list.</summary>
    public void Move(int list, int slot)
    {
        Remove(slot);
        Push(list, slot);
    }

    /// <summary>Takes the slot at the end of a list out.</summary>
    public int Pop(int list)
    {
        int slot = _back[list];
        Remove(slot);
        return slot;
    }

    private void Reserve(int slot)
    {
        if (slot >= _next.Length)
        {
            int length = Math.Max(slot + 1, _next.Length * 2);
            Array.Resize(ref _next, length);
            Array.Resize(ref _previous, length);
            Array.Resize(ref _list, length);
        }
    }
}
