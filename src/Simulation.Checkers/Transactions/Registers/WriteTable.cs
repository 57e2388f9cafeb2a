namespace Simulation.Checkers.Transactions.Registers;

/// <summary>One write step of a history.</summary>
/// <param name="Transaction">Whose it is.</param>
/// <param name="Key">The key's number.</param>
/// <param name="Value">The value's number.</param>
/// <param name="IsFinal">Whether it is the transaction's last write of the key.</param>
/// <param name="Next">Another write of the same value to the same key, or -1.</param>
internal readonly record struct RegisterWrite(int Transaction, int Key, int Value, bool IsFinal, int Next);

/// <summary>Every write step of a history, found by key and value in constant time.</summary>
internal sealed class WriteTable
{
    private readonly RegisterWrite[] _writes;
    private readonly int[] _slots;
    private readonly int _mask;
    private int _count;

    /// <summary>Collects the writes of all transactions, aborted ones included, in their order.</summary>
    public WriteTable(TransactionLog log)
    {
        int writes = CountWrites(log);
        _writes = new RegisterWrite[writes];
        int size = 16;
        while (size < writes * 2L)
        {
            size *= 2;
        }

        _slots = new int[size];
        _mask = size - 1;
        int[] finalIn = new int[log.KeyCount];
        Array.Fill(finalIn, -1);
        for (int transaction = 0; transaction < log.Count; transaction++)
        {
            ReadOnlySpan<Step> steps = log.StepsOf(transaction);
            for (int i = steps.Length - 1; i >= 0; i--)
            {
                if (steps[i].Kind == StepKind.Write)
                {
                    bool isFinal = finalIn[steps[i].Key] != transaction;
                    finalIn[steps[i].Key] = transaction;
                    Add(transaction, steps[i], isFinal);
                }
            }
        }
    }

    /// <summary>All writes; a transaction's stand together, its last one first.</summary>
    public ReadOnlySpan<RegisterWrite> All => _writes;

    /// <summary>
    /// The first write found of a value to a key, as an index into <see cref="All"/>, or -1.
    /// </summary>
    public int Find(int key, int value)
    {
        for (int slot = SlotOf(key, value); ; slot = (slot + 1) & _mask)
        {
            int index = _slots[slot] - 1;
            if (index < 0 || (_writes[index].Key == key && _writes[index].Value == value))
            {
                return index;
            }
        }
    }

    private static int CountWrites(TransactionLog log)
    {
        int writes = 0;
        for (int transaction = 0; transaction < log.Count; transaction++)
        {
            foreach (Step step in log.StepsOf(transaction))
            {
                writes += step.Kind == StepKind.Write ? 1 : 0;
            }
        }

        return writes;
    }

    private void Add(int transaction, in Step step, bool isFinal)
    {
        int slot = SlotOf(step.Key, step.Value);
        while (_slots[slot] != 0)
        {
            ref RegisterWrite held = ref _writes[_slots[slot] - 1];
            if (held.Key == step.Key && held.Value == step.Value)
            {
                _writes[_count] = new RegisterWrite(transaction, step.Key, step.Value, isFinal, held.Next);
                held = held with { Next = _count++ };
                return;
            }

            slot = (slot + 1) & _mask;
        }

        _writes[_count++] = new RegisterWrite(transaction, step.Key, step.Value, isFinal, -1);
        _slots[slot] = _count;
    }

    /// <summary>
    /// Multiplicative hashing; the same in every process, though no order ever comes from it.
    /// </summary>
    private int SlotOf(int key, int value)
    {
        ulong hash = unchecked((((ulong)(uint)key << 32) | (uint)value) * 0x9E3779B97F4A7C15UL);
        return (int)(hash >> 33) & _mask;
    }
}
