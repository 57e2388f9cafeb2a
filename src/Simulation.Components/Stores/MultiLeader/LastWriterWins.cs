using Simulation.Kernel.Tracing;

namespace Simulation.Components.Stores.MultiLeader;

/// <summary>
/// Registers that keep the winner of all writes they were given: the result is the same in whatever order,
/// and however often, the writes come. Hashes of their parts tell two replicas where they differ.
/// </summary>
/// <remarks>Source: Shapiro, Preguica, Baquero, Zawirski, "A Comprehensive Study of Convergent and
/// Commutative Replicated Data Types", INRIA RR-7506, 2011, section 3.2.2.</remarks>
public sealed class LastWriterWins
{
    /// <summary>How many parts the keys are divided into for comparison.</summary>
    public const int PartCount = 64;

    private readonly Dictionary<string, StampedWrite> _winners = new(StringComparer.Ordinal);
    private readonly SortedSet<string>[] _keysOfPart =
    [
        .. Enumerable.Range(0, PartCount).Select(_ => new SortedSet<string>(StringComparer.Ordinal)),
    ];
    private readonly ulong[] _hashes = new ulong[PartCount];

    /// <summary>How many keys have a value.</summary>
    public int Count => _winners.Count;

    /// <summary>The winners of all keys, part by part, in the order of the keys.</summary>
    public IEnumerable<StampedWrite> All => Enumerable.Range(0, PartCount).SelectMany(WritesOf);

    /// <summary>The winner of a key; null when it has none.</summary>
    public StampedWrite? Find(string key) => _winners.GetValueOrDefault(key);

    /// <summary>Takes a write in and tells whether it now is the winner of its key, which it was not
    /// before.</summary>
    public bool Merge(StampedWrite write)
    {
        StampedWrite? old = Find(write.Key);
        if (old is not null && !write.Beats(old))
        {
            return false;
        }

        int part = PartOf(write.Key);
        _winners[write.Key] = write;
        _keysOfPart[part].Add(write.Key);
        _hashes[part] ^= HashOf(write) ^ (old is null ? 0 : HashOf(old));
        return true;
    }

    /// <summary>A hash of each part; equal parts have equal ones.</summary>
    public ulong[] ToDigest() => [.. _hashes];

    /// <summary>The parts whose hashes differ from another replica's.</summary>
    public IEnumerable<int> PartsThatDiffer(IReadOnlyList<ulong> digest) =>
        Enumerable.Range(0, PartCount).Where(part => digest[part] != _hashes[part]);

    /// <summary>The winners of a part, in the order of the keys.</summary>
    public IEnumerable<StampedWrite> WritesOf(int part) => _keysOfPart[part].Select(key => _winners[key]);

    private static int PartOf(string key) => (int)(Trace.Hash(key) % PartCount);

    private static ulong HashOf(StampedWrite write)
    {
        unchecked
        {
            ulong hash = Trace.Hash(write.Key);
            hash = (hash ^ (ulong)write.Stamp.Nanoseconds) * 0x9E3779B97F4A7C15;
            hash = (hash ^ (hash >> 31) ^ (ulong)write.Stamp.Count) * 0xBF58476D1CE4E5B9;
            hash = (hash ^ (hash >> 29) ^ (uint)write.Stamp.Node) * 0x94D049BB133111EB;
            hash = (hash ^ (hash >> 32) ^ (uint)write.Operation) * 0xD6E8FEB86659FD93;
            return hash ^ (hash >> 32);
        }
    }
}
