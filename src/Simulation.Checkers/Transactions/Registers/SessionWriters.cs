namespace Simulation.Checkers.Transactions.Registers;

/// <summary>
/// Who of a session last wrote a key, for transactions taken in the order of invocation. What never returned
/// precedes nothing and is left out.
/// </summary>
internal sealed class SessionWriters(RegisterFacts facts)
{
    private readonly Dictionary<long, int> _last = [];

    /// <summary>The session's last writer of a key before a transaction, or -1.</summary>
    public int LastBefore(int transaction, int key) => _last.GetValueOrDefault(PlaceOf(transaction, key), -1);

    /// <summary>Passes a transaction.</summary>
    public void Add(int transaction)
    {
        if (facts.Log.CompletedOf(transaction) == int.MaxValue)
        {
            return;
        }

        foreach (int key in facts.WriteKeysOf(transaction))
        {
            _last[PlaceOf(transaction, key)] = transaction;
        }
    }

    private long PlaceOf(int transaction, int key) =>
        ((long)facts.Log.SessionOf(transaction) * facts.Log.KeyCount) + key;
}
