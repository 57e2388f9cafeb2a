namespace Simulation.Components.Caches.Eviction;

/// <summary>A value for each slot, that grows as slots are used.</summary>
/// <typeparam name="T">The value; its default to begin with.</typeparam>
internal sealed class SlotValues<T>
{
    private T[] _values = new T[64];

    /// <summary>The value of a slot that was set before.</summary>
    public T this[int slot]
    {
        get => _values[slot];
        set
        {
            if (slot >= _values.Length)
            {
                Array.Resize(ref _values, Math.Max(slot + 1, _values.Length * 2));
            }

            _values[slot] = value;
        }
    }
}
