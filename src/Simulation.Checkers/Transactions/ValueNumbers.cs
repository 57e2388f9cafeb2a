using System.Runtime.InteropServices;
using Simulation.Histories;

namespace Simulation.Checkers.Transactions;

/// <summary>Gives values dense numbers in the order in which they are first seen.</summary>
internal sealed class ValueNumbers
{
    /// <summary>
    /// How far beyond the values seen so far a whole number may lie to get a place in the table.
    /// </summary>
    private const int Reach = 1 << 16;

    /// <summary>The numbers of all but small whole values.</summary>
    private readonly Dictionary<Value, int> _numbers = [];
    private readonly List<Value> _values = [];

    /// <summary>One more than the number of each small whole value; most histories have no others.</summary>
    private int[] _small = new int[256];

    /// <summary>How many values there are.</summary>
    public int Count => _values.Count;

    /// <summary>The value of a number.</summary>
    public Value this[int number] => _values[number];

    /// <summary>The number of a value, a new one when it has none.</summary>
    public int NumberOf(Value value)
    {
        if (value.IsNumber && value.AsNumber >= 0 && value.AsNumber < Reach + (4L * Count))
        {
            int small = (int)value.AsNumber;
            if (small >= _small.Length)
            {
                Array.Resize(ref _small, Math.Max(_small.Length * 2, small + 1));
            }

            ref int place = ref _small[small];
            if (place == 0)
            {
                place = NumberOfNewSmall(value) + 1;
            }

            return place - 1;
        }

        return NumberOfRare(value);
    }

    /// <summary>The numbers of many values, to the beginning of a span.</summary>
    public void NumberAll(ReadOnlySpan<Value> values, Span<int> numbers)
    {
        for (int i = 0; i < values.Length; i++)
        {
            ref readonly Value value = ref values[i];
            long small = value.IsNumber ? value.AsNumber : -1;
            int place = (ulong)small < (ulong)_small.Length ? _small[small] : 0;
            numbers[i] = place > 0 ? place - 1 : NumberOf(value);
        }
    }

    /// <summary>It may have been far beyond the others when it was first seen.</summary>
    private int NumberOfNewSmall(Value value)
    {
        if (_numbers.TryGetValue(value, out int number))
        {
            return number;
        }

        _values.Add(value);
        return _values.Count - 1;
    }

    private int NumberOfRare(Value value)
    {
        ref int number = ref CollectionsMarshal.GetValueRefOrAddDefault(_numbers, value, out bool isKnown);
        if (!isKnown)
        {
            number = _values.Count;
            _values.Add(value);
        }

        return number;
    }
}
