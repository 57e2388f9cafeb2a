using Simulation.Kernel.Storage;

namespace Simulation.Components.Stores.Quorum;

/// <summary>A write kept for a home that missed it.</summary>
/// <param name="Id">Counted from 1 on the replica that keeps it.</param>
/// <param name="Home">The place of the home among the replicas.</param>
/// <param name="Stored">The write.</param>
internal sealed record Hint(long Id, int Home, StoredVersion Stored);

/// <summary>The hints that a replica keeps for others, on disk as far as they were synced.</summary>
internal sealed class HintStore
{
    private readonly SortedDictionary<long, Hint> _open = [];
    private readonly Dictionary<string, List<Hint>> _byKey = new(StringComparer.Ordinal);
    private readonly DiskLog<HintRecord> _log;
    private long _lastId;

    /// <summary>Opens the file, or makes it.</summary>
    public HintStore(Disk disk)
    {
        _log = disk.OpenLog<HintRecord>("hints");
        foreach (HintRecord record in _log.Sound())
        {
            _lastId = Math.Max(_lastId, record.Hint.Id);
            if (record.IsDelivered)
            {
                Close(record.Hint.Id);
            }
            else
            {
                Open(record.Hint);
            }
        }
    }

    public int Count => _open.Count;

    /// <summary>Keeps a write for a home.</summary>
    public void Add(int home, StoredVersion stored)
    {
        var hint = new Hint(++_lastId, home, stored);
        Open(hint);
        _log.Append(new HintRecord(hint, IsDelivered: false));
    }

    /// <summary>The homes that have hints waiting, in their order.</summary>
    public IReadOnlyList<int> Homes() => [.. _open.Values.Select(hint => hint.Home).Distinct().Order()];

    /// <summary>The oldest hints for a home.</summary>
    public Hint[] For(int home, int countMax) =>
        [.. _open.Values.Where(hint => hint.Home == home).Take(countMax)];

    /// <summary>The versions of a key that wait here for others.</summary>
    public IEnumerable<KeyVersion> VersionsOf(string key) =>
        _byKey.TryGetValue(key, out List<Hint>? hints) ? hints.Select(hint => hint.Stored.Version) : [];

    /// <summary>The homes have these; returns how many were still waiting here.</summary>
    public int Remove(IReadOnlyList<long> ids)
    {
        int count = 0;
        foreach (long id in ids)
        {
            if (Close(id) is { } hint)
            {
                _log.Append(new HintRecord(hint, IsDelivered: true));
                count++;
            }
        }

        if (_open.Count == 0)
        {
            _log.TrimBefore(_log.End);
        }

        return count;
    }

    private void Open(Hint hint)
    {
        _open.Add(hint.Id, hint);
        if (!_byKey.TryGetValue(hint.Stored.Key, out List<Hint>? hints))
        {
            hints = [];
            _byKey.Add(hint.Stored.Key, hints);
        }

        hints.Add(hint);
    }

    private Hint? Close(long id)
    {
        if (_open.Remove(id, out Hint? hint))
        {
            _byKey[hint.Stored.Key].Remove(hint);
        }

        return hint;
    }

    private sealed record HintRecord(Hint Hint, bool IsDelivered);
}
