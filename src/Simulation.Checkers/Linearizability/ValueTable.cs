using Simulation.Histories;

namespace Simulation.Checkers.Linearizability;

/// <summary>Numbers values from 0 in the order in which they are met.</summary>
internal sealed class ValueTable
{
    private const int SmallMax = 1 << 22;

    private readonly List<Value> _values = [];
    private readonly Dictionary<Value, int> _numbers = [];
    private int[] _small = [];

    /// <summary>How many different values were met.</summary>
    public int Count => _values.Count;

    /// <summary>The value of a number.</summary>
    public Value this[int number] => _values[number];

    /// <summary>The number of a value.</summary>
    public int Intern(in Value value)
    {
        if (value.IsNumber && value.AsNumber is >= 0 and < SmallMax)
        {
            return InternSmall(value);
        }

        if (!_numbers.TryGetValue(value, out int number))
        {
            number = _values.Count;
            _values.Add(value);
            _numbers.Add(value, number);
        }

        return number;
    }

    private int InternSmall(in Value value)
    {
        int index = (int)value.AsNumber;
        if (index >= _small.Length && index > 64 + 16 * _values.Count)
        {
            return InternSparse(value);
        }

        if (index >= _small.Length)
        {
            Array.Resize(ref _small, Math.Max(2 * index, 64));
        }

        if (_small[index] == 0)
        {
            _small[index] = 1 + InternSparse(value);
        }

        return _small[index] - 1;
    }

    private int InternSparse(in Value value)
    {
        if (_numbers.Count > 0 && _numbers.TryGetValue(value, out int number))
        {
            return number;
        }

        number = _values.Count;
        _values.Add(value);
        if (value.AsNumber >= _small.Length)
        {
            _numbers.Add(value, number);
        }

        return number;
    }
}
