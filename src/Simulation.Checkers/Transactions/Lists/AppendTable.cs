namespace Simulation.Checkers.Transactions.Lists;

/// <summary>One append.</summary>
internal struct Append
{
    /// <summary>Who appended.</summary>
    public int Transaction;

    /// <summary>What.</summary>
    public int Value;

    /// <summary>Where the longest read of the key has it; -1 for nowhere.</summary>
    public int Place;

    /// <summary>Whether the transaction appended nothing to the key after it.</summary>
    public bool IsFinal;
}

/// <summary>
/// The appends of all transactions, key by key, in the order of transactions and their steps.
/// </summary>
internal sealed class AppendTable
{
    private readonly int[] _starts;
    private readonly Append[] _appends;

    /// <summary>Collects the appends of a log.</summary>
    public AppendTable(TransactionLog log)
    {
        _starts = new int[log.KeyCount + 1];
        for (int transaction = 0; transaction < log.Count; transaction++)
        {
            foreach (Step step in log.StepsOf(transaction))
            {
                _starts[step.Key + 1] += step.Kind == StepKind.Append ? 1 : 0;
            }
        }

        for (int key = 0; key < log.KeyCount; key++)
        {
            _starts[key + 1] += _starts[key];
        }

        _appends = new Append[_starts[^1]];
        int[] next = _starts.AsSpan(0, log.KeyCount).ToArray();
        for (int transaction = 0; transaction < log.Count; transaction++)
        {
            foreach (Step step in log.StepsOf(transaction))
            {
                if (step.Kind == StepKind.Append)
                {
                    Add(ref next[step.Key], _starts[step.Key], transaction, step.Value);
                }
            }
        }
    }

    /// <summary>The appends to a key.</summary>
    public Span<Append> Of(int key) => _appends.AsSpan(_starts[key], _starts[key + 1] - _starts[key]);

    /// <summary>Who appended what, for look-ups; the first where a value was appended twice.</summary>
    public Dictionary<(int Key, int Value), int> ByValue()
    {
        Dictionary<(int Key, int Value), int> appenders = new(_appends.Length);
        for (int key = 0; key < _starts.Length - 1; key++)
        {
            foreach (Append append in Of(key))
            {
                appenders.TryAdd((key, append.Value), append.Transaction);
            }
        }

        return appenders;
    }

    private void Add(ref int next, int start, int transaction, int value)
    {
        if (next > start && _appends[next - 1].Transaction == transaction)
        {
            _appends[next - 1].IsFinal = false;
        }

        _appends[next++] = new Append
        {
            Transaction = transaction,
            Value = value,
            Place = -1,
            IsFinal = true,
        };
    }
}
