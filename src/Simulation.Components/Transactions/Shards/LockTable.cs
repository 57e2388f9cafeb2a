namespace Simulation.Components.Transactions.Shards;

/// <summary>
/// Who holds which keys and ranges of a shard: a key is held exclusively by one or shared by many, a range
/// shared by many. It lives in the leader's memory only.
/// </summary>
/// <remarks>Source: Gray, Lorie, Putzolu, Traiger, "Granularity of Locks and Degrees of Consistency in a
/// Shared Data Base", 1976; Eswaran et al., CACM 1976, for predicates.</remarks>
internal sealed class LockTable
{
    private readonly Dictionary<string, KeyLock> _byKey = new(StringComparer.Ordinal);
    private readonly List<string> _exclusive = [];
    private readonly List<(ActiveTransaction Owner, KeyRange Range)> _ranges = [];

    /// <summary>Whoever holds a key exclusively, or null.</summary>
    public ActiveTransaction? WriterOf(string key) =>
        _byKey.TryGetValue(key, out KeyLock? held) ? held.Writer : null;

    /// <summary>The keys of a range that are held exclusively, in the order of locking.</summary>
    public IEnumerable<string> ExclusiveIn(KeyRange range) => _exclusive.Where(range.Contains);

    /// <summary>Adds whoever keeps a transaction from sharing a key.</summary>
    public void AddConflictsOfShared(ActiveTransaction owner, string key, List<ActiveTransaction> conflicts)
    {
        if (WriterOf(key) is { } writer && !ReferenceEquals(writer, owner))
        {
            conflicts.Add(writer);
        }
    }

    /// <summary>Adds whoever keeps a transaction from holding a key alone, in the order of locking.</summary>
    public void AddConflictsOfExclusive(
        ActiveTransaction owner,
        string key,
        List<ActiveTransaction> conflicts
    )
    {
        AddConflictsOfShared(owner, key, conflicts);
        if (_byKey.TryGetValue(key, out KeyLock? held))
        {
            foreach (ActiveTransaction reader in held.Readers)
            {
                AddOther(owner, reader, conflicts);
            }
        }

        foreach ((ActiveTransaction reader, KeyRange range) in _ranges)
        {
            if (range.Contains(key))
            {
                AddOther(owner, reader, conflicts);
            }
        }
    }

    /// <summary>Adds whoever keeps a transaction from sharing a range, in the order of locking.</summary>
    public void AddConflictsOfRange(
        ActiveTransaction owner,
        KeyRange range,
        List<ActiveTransaction> conflicts
    )
    {
        foreach (string key in _exclusive)
        {
            if (range.Contains(key))
            {
                AddOther(owner, _byKey[key].Writer!, conflicts);
            }
        }
    }

    /// <summary>Lets a transaction share a key; nothing when it does already.</summary>
    public void TakeShared(ActiveTransaction owner, string key)
    {
        KeyLock held = Get(key);
        if (!held.Readers.Contains(owner))
        {
            held.Readers.Add(owner);
            owner.SharedKeys.Add(key);
        }
    }

    /// <summary>Lets a transaction hold a key alone; nothing when it does already.</summary>
    public void TakeExclusive(ActiveTransaction owner, string key)
    {
        KeyLock held = Get(key);
        if (held.Writer is null)
        {
            held.Writer = owner;
            owner.ExclusiveKeys.Add(key);
            _exclusive.Add(key);
        }
    }

    /// <summary>Lets a transaction share a range; nothing when it does already.</summary>
    public void TakeRange(ActiveTransaction owner, KeyRange range)
    {
        if (!owner.Ranges.Contains(range))
        {
            owner.Ranges.Add(range);
            _ranges.Add((owner, range));
        }
    }

    /// <summary>Takes back what a transaction shares of single keys, all but one.</summary>
    public void ReleaseShared(ActiveTransaction owner, string? except)
    {
        foreach (string key in owner.SharedKeys)
        {
            if (!string.Equals(key, except, StringComparison.Ordinal))
            {
                KeyLock held = _byKey[key];
                held.Readers.Remove(owner);
                Drop(key, held);
            }
        }

        owner.SharedKeys.RemoveAll(key => !string.Equals(key, except, StringComparison.Ordinal));
    }

    /// <summary>Takes back all that a transaction holds.</summary>
    public void ReleaseAll(ActiveTransaction owner)
    {
        ReleaseShared(owner, except: null);
        foreach (string key in owner.ExclusiveKeys)
        {
            KeyLock held = _byKey[key];
            held.Writer = null;
            _exclusive.Remove(key);
            Drop(key, held);
        }

        owner.ExclusiveKeys.Clear();
        if (owner.Ranges.Count > 0)
        {
            _ranges.RemoveAll(entry => ReferenceEquals(entry.Owner, owner));
            owner.Ranges.Clear();
        }
    }

    /// <summary>Forgets all locks.</summary>
    public void Clear()
    {
        _byKey.Clear();
        _exclusive.Clear();
        _ranges.Clear();
    }

    private static void AddOther(
        ActiveTransaction owner,
        ActiveTransaction other,
        List<ActiveTransaction> conflicts
    )
    {
        if (!ReferenceEquals(other, owner) && !conflicts.Contains(other))
        {
            conflicts.Add(other);
        }
    }

    private KeyLock Get(string key)
    {
        if (!_byKey.TryGetValue(key, out KeyLock? held))
        {
            held = new KeyLock();
            _byKey.Add(key, held);
        }

        return held;
    }

    private void Drop(string key, KeyLock held)
    {
        if (held.Writer is null && held.Readers.Count == 0)
        {
            _byKey.Remove(key);
        }
    }

    private sealed class KeyLock
    {
        public ActiveTransaction? Writer { get; set; }

        public List<ActiveTransaction> Readers { get; } = [];
    }
}

/// <summary>All keys from one to another, both included, in the order of their characters.</summary>
internal readonly record struct KeyRange(string First, string Last)
{
    /// <summary>Whether a key lies in it.</summary>
    public bool Contains(string key) =>
        string.CompareOrdinal(First, key) <= 0 && string.CompareOrdinal(key, Last) <= 0;
}
