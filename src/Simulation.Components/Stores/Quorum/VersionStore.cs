using Simulation.Histories;
using Simulation.Kernel.Storage;

namespace Simulation.Components.Stores.Quorum;

/// <summary>What a replica holds of the keys it is home to, on disk as far as it was synced.</summary>
internal sealed class VersionStore
{
    private const int CompactAfter = 1_024;

    private readonly SortedDictionary<string, KeyVersion[]> _versions = new(StringComparer.Ordinal);
    private readonly Siblings _siblings;
    private readonly ShownWrites _shown;
    private readonly DiskLog<StoredVersion> _log;
    private long _versionCount;

    /// <summary>Opens the file, or makes it, and merges what it holds.</summary>
    public VersionStore(Disk disk, Siblings siblings, ShownWrites shown)
    {
        _siblings = siblings;
        _shown = shown;
        _log = disk.OpenLog<StoredVersion>("versions");
        foreach (StoredVersion stored in _log.Sound())
        {
            Take(stored);
        }

        _shown.Replace(WriteOf, _versions.Keys);
    }

    /// <summary>Counts the changes, so that what was derived from the versions can be kept until the
    /// next.</summary>
    public long ChangeCount { get; private set; }

    public int KeyCount => _versions.Count;

    /// <summary>All keys and their versions, in the order of the keys.</summary>
    public IEnumerable<(string Key, KeyVersion[] Versions)> All =>
        _versions.Select(entry => (entry.Key, entry.Value));

    public KeyVersion[] Find(string key) => _versions.GetValueOrDefault(key, []);

    /// <summary>Merges a version in and tells whether that changed anything.</summary>
    public bool Merge(StoredVersion stored, bool isAcceptance)
    {
        if (!Take(stored))
        {
            return false;
        }

        _log.Append(stored);
        _shown.Show(stored.Key, WriteOf(stored.Key), isAcceptance);
        Compact();
        return true;
    }

    private int WriteOf(string key) => Siblings.Shown(Find(key))?.Operation ?? Applied.Nothing;

    private bool Take(StoredVersion stored)
    {
        KeyVersion[] before = Find(stored.Key);
        KeyVersion[] after = _siblings.Merge(before, stored.Version);
        if (ReferenceEquals(before, after))
        {
            return false;
        }

        _versions[stored.Key] = after;
        _versionCount += after.Length - before.Length;
        ChangeCount++;
        return true;
    }

    private void Compact()
    {
        if (_log.End - _log.First <= CompactAfter + 4 * _versionCount)
        {
            return;
        }

        long end = _log.End;
        foreach ((string key, KeyVersion[] versions) in _versions)
        {
            foreach (KeyVersion version in versions)
            {
                _log.Append(new StoredVersion(key, version));
            }
        }

        _log.TrimBefore(end);
    }
}
