using Simulation.Histories;
using Simulation.Kernel;

namespace Simulation.Components.Transactions.Shards;

/// <summary>A committed value of a key.</summary>
/// <param name="Stamp">When it was committed; later versions of a key have higher stamps.</param>
/// <param name="Value">The value; nil when the key was deleted.</param>
/// <param name="Operation">The operation that wrote it.</param>
internal readonly record struct KeyVersion(long Stamp, Value Value, int Operation);

/// <summary>A key and its versions, oldest first.</summary>
/// <param name="Key">The key.</param>
/// <param name="Versions">At least one.</param>
/// <param name="IsTrimmed">Whether older ones have been thrown away.</param>
internal sealed record VersionedKey(string Key, ReadOnlyMemory<KeyVersion> Versions, bool IsTrimmed);

/// <summary>
/// The committed values of a shard: several versions of each key, of which those that no transaction can
/// still want are thrown away.
/// </summary>
/// <remarks>Source: Reed, "Naming and Synchronization in a Decentralized Computer System", MIT 1978;
/// Bernstein and Goodman, TODS 1983.</remarks>
internal sealed class VersionedKeys
{
    private const long KeptNanoseconds = 10_000_000_000;

    private readonly Dictionary<string, Chain> _chains = new(StringComparer.Ordinal);
    private readonly List<string> _sorted = [];

    /// <summary>All keys that were ever written, in the order of their characters.</summary>
    public IReadOnlyList<string> Keys => _sorted;

    /// <summary>The newest version of a key; stamp 0 and nil before its first.</summary>
    public KeyVersion Newest(string key) =>
        _chains.TryGetValue(key, out Chain? chain) ? chain.Versions[^1] : Nothing;

    /// <summary>
    /// The newest version of a key that is not newer than a stamp; null when it has been thrown away.
    /// </summary>
    public KeyVersion? At(string key, long stamp)
    {
        if (!_chains.TryGetValue(key, out Chain? chain))
        {
            return Nothing;
        }

        for (int place = chain.Versions.Count - 1; place >= 0; place--)
        {
            if (chain.Versions[place].Stamp <= stamp)
            {
                return chain.Versions[place];
            }
        }

        return chain.IsTrimmed ? null : Nothing;
    }

    /// <summary>The keys of a range, in order.</summary>
    public IEnumerable<string> KeysIn(KeyRange range)
    {
        int place = _sorted.BinarySearch(range.First, StringComparer.Ordinal);
        for (int next = place >= 0 ? place : ~place; next < _sorted.Count; next++)
        {
            if (!range.Contains(_sorted[next]))
            {
                yield break;
            }

            yield return _sorted[next];
        }
    }

    /// <summary>The keys of a range and the stamps of their newest versions, in order.</summary>
    public IEnumerable<KeyRead> StampsIn(KeyRange range) =>
        KeysIn(range).Select(key => new KeyRead(key, Newest(key).Stamp));

    /// <summary>Adds a version, newer than all of its key's.</summary>
    public void Add(string key, KeyVersion version)
    {
        if (!_chains.TryGetValue(key, out Chain? chain))
        {
            chain = new Chain();
            _chains.Add(key, chain);
            _sorted.Insert(~_sorted.BinarySearch(key, StringComparer.Ordinal), key);
        }

        long newest = chain.Versions.Count > 0 ? chain.Versions[^1].Stamp : 0;
        Invariant.That(version.Stamp > newest);
        chain.Versions.Add(version);
        chain.Trim(version.Stamp - KeptNanoseconds);
    }

    /// <summary>A copy of everything, in the order of the keys.</summary>
    public VersionedKey[] ToArray() =>
        [
            .. _sorted.Select(key => new VersionedKey(
                key,
                _chains[key].Versions.ToArray(),
                _chains[key].IsTrimmed
            )),
        ];

    /// <summary>Replaces everything.</summary>
    public void Restore(ReadOnlySpan<VersionedKey> keys)
    {
        _chains.Clear();
        _sorted.Clear();
        foreach (VersionedKey key in keys)
        {
            var chain = new Chain { IsTrimmed = key.IsTrimmed };
            chain.Versions.AddRange(key.Versions.Span);
            _chains.Add(key.Key, chain);
            _sorted.Add(key.Key);
        }
    }

    private static KeyVersion Nothing => new(0, Value.Nil, Applied.Nothing);

    private sealed class Chain
    {
        public List<KeyVersion> Versions { get; } = [];

        public bool IsTrimmed { get; set; }

        /// <summary>Keeps the newest version that is not newer than a stamp, and all behind it.</summary>
        public void Trim(long stamp)
        {
            int dropped = 0;
            while (dropped + 1 < Versions.Count && Versions[dropped + 1].Stamp <= stamp)
            {
                dropped++;
            }

            if (dropped > 0)
            {
                Versions.RemoveRange(0, dropped);
                IsTrimmed = true;
            }
        }
    }
}
