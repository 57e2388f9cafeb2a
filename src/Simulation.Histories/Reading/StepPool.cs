namespace Simulation.Histories.Reading;

/// <summary>
/// Gives one object for what the transactions of a long history say again and again: reads of a key that are
/// asked, steps that are told as they were asked, and lists that begin with what an earlier reader found.
/// </summary>
internal sealed class StepPool
{
    private const int KeysMax = 1 << 16;

    private readonly Dictionary<Value, Value> _reads = [];
    private readonly Dictionary<Value, Growing> _lists = [];

    /// <summary>The steps of a transaction as they were asked.</summary>
    public Value Asked(Value steps)
    {
        if (!steps.IsList)
        {
            return steps;
        }

        Value[] shared = steps.Items.ToArray();
        for (int i = 0; i < shared.Length; i++)
        {
            if (shared[i].Items is [_, Value key, { IsNil: true }])
            {
                shared[i] = ReadOf(key, shared[i]);
            }
        }

        return Value.Of(shared);
    }

    /// <summary>The steps of a transaction as they were told.</summary>
    /// <param name="steps">With what the reads found.</param>
    /// <param name="asked">The steps as they were asked.</param>
    public Value Told(Value steps, Value asked)
    {
        if (!steps.IsList || steps.Items.Length != asked.Items.Length)
        {
            return steps;
        }

        Value[] shared = steps.Items.ToArray();
        for (int i = 0; i < shared.Length; i++)
        {
            shared[i] =
                shared[i] == asked.Items[i] ? asked.Items[i]
                : shared[i].Items is [Value function, Value key, { IsList: true } list]
                    ? Value.Of(function, key, ListOf(key, list))
                : shared[i];
        }

        return Value.Of(shared);
    }

    private Value ReadOf(Value key, Value step)
    {
        if (_reads.TryGetValue(key, out Value known))
        {
            return known == step ? known : step;
        }

        Forget(_reads);
        _reads.Add(key, step);
        return step;
    }

    private Value ListOf(Value key, Value list)
    {
        if (!_lists.TryGetValue(key, out Growing? growing))
        {
            Forget(_lists);
            growing = new Growing();
            _lists.Add(key, growing);
        }

        return growing.Share(list);
    }

    /// <summary>Keys of long histories come and go.</summary>
    private static void Forget<T>(Dictionary<Value, T> table)
    {
        if (table.Count == KeysMax)
        {
            table.Clear();
        }
    }

    /// <summary>The longest list seen, with which shorter ones begin.</summary>
    private sealed class Growing
    {
        private Value[] _items = [];
        private int _count;

        public Value Share(Value list)
        {
            ReadOnlySpan<Value> told = list.Items;
            int common = Math.Min(told.Length, _count);
            if (!told[..common].SequenceEqual(_items.AsSpan(0, common)))
            {
                return list;
            }

            if (told.Length > _items.Length)
            {
                Array.Resize(ref _items, Math.Max(told.Length, 2 * _items.Length));
            }

            // Whoever shares the array looks only at items that stand already.
            told[common..].CopyTo(_items.AsSpan(common));
            _count = Math.Max(_count, told.Length);
            return Value.OfFirst(_items, told.Length);
        }
    }
}
