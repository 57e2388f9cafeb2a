namespace Simulation.Components.Transactions.Shards;

/// <summary>
/// What is checked at the end of a transaction that took no locks on the way: that nobody has overwritten what
/// it must not miss.
/// </summary>
/// <param name="options">The level and its variants.</param>
/// <param name="state">The committed values.</param>
/// <param name="locks">Who holds what.</param>
internal sealed class Validation(DatabaseOptions options, ShardState state, LockTable locks)
{
    private readonly IsolationLevel _level = options.Level;
    private readonly List<ActiveTransaction> _conflicts = [];

    /// <summary>
    /// Checks at the end of a transaction what was not locked on the way, and locks it until the end; returns
    /// why it must not commit, or null.
    /// </summary>
    /// <remarks>Source: Berenson et al., SIGMOD 1995, section 4.2, first committer wins; Kung and Robinson,
    /// "On Optimistic Methods for Concurrency Control", TODS 1981, section 4, backward validation.</remarks>
    public string? Check(ActiveTransaction transaction)
    {
        if (_level.LocksWrites)
        {
            return null;
        }

        foreach (KeyWrite write in transaction.Writes)
        {
            bool isTaken = locks.WriterOf(write.Key) is { } writer && !ReferenceEquals(writer, transaction);
            if (isTaken || (_level.Reads == ReadRule.Snapshot && IsOverwritten(transaction, write.Key)))
            {
                return "write-conflict";
            }
        }

        if (_level.Reads == ReadRule.Validated && !StandsStill(transaction))
        {
            return "read-conflict";
        }

        foreach (KeyWrite write in transaction.Writes)
        {
            _conflicts.Clear();
            locks.AddConflictsOfExclusive(transaction, write.Key, _conflicts);
            if (_conflicts.Count > 0)
            {
                return "read-conflict";
            }
        }

        Protect(transaction);
        return null;
    }

    private bool IsOverwritten(ActiveTransaction transaction, string key) =>
        options.Planted != PlantedDatabaseBug.LostUpdate
        && state.Keys.Newest(key).Stamp > transaction.Snapshot;

    private void Protect(ActiveTransaction transaction)
    {
        foreach (KeyWrite write in transaction.Writes)
        {
            locks.TakeExclusive(transaction, write.Key);
        }

        foreach (KeyRead read in transaction.Reads)
        {
            locks.TakeShared(transaction, read.Key);
        }

        foreach ((KeyRange range, _) in transaction.RangeReads)
        {
            locks.TakeRange(transaction, range);
        }
    }

    private bool StandsStill(ActiveTransaction transaction)
    {
        foreach (KeyRead read in transaction.Reads)
        {
            _conflicts.Clear();
            locks.AddConflictsOfShared(transaction, read.Key, _conflicts);
            if (_conflicts.Count > 0 || state.Keys.Newest(read.Key).Stamp != read.Stamp)
            {
                return false;
            }
        }

        foreach ((KeyRange range, IReadOnlyList<KeyRead> found) in transaction.RangeReads)
        {
            _conflicts.Clear();
            locks.AddConflictsOfRange(transaction, range, _conflicts);
            if (_conflicts.Count > 0 || !found.SequenceEqual(state.Keys.StampsIn(range)))
            {
                return false;
            }
        }

        return true;
    }
}
