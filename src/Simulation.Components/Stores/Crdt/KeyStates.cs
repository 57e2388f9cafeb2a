using Simulation.Kernel.Tracing;

namespace Simulation.Components.Stores.Crdt;

/// <summary>A key and its state.</summary>
internal sealed record KeyState(string Key, Lattice State)
{
    /// <summary>About what it takes on the wire.</summary>
    public int SizeBytes => 16 + Key.Length + State.SizeBytes;
}

/// <summary>States for another replica to join.</summary>
internal sealed record Delta(KeyState[] States);

/// <summary>Opens a comparison: the hashes of the sender's parts.</summary>
internal sealed record Compare(ulong[] Digest);

/// <summary>Answers a comparison that found differences: the parts at fault, and what the sender has in
/// them.</summary>
internal sealed record Differ(int[] Parts, KeyState[] States);

/// <summary>The states of all keys, and hashes of them by which two replicas find out what differs.</summary>
internal sealed class KeyStates
{
    /// <summary>Into how many parts the keys are divided.</summary>
    public const int PartCount = 64;

    private readonly Dictionary<string, Lattice> _states = new(StringComparer.Ordinal);
    private readonly SortedSet<string>[] _keysOfPart =
    [
        .. Enumerable.Range(0, PartCount).Select(_ => new SortedSet<string>(StringComparer.Ordinal)),
    ];
    private readonly ulong[] _hashes = new ulong[PartCount];

    /// <summary>How many keys have a state.</summary>
    public int Count => _states.Count;

    /// <summary>All states, part by part, in the order of the keys.</summary>
    public IEnumerable<KeyState> All => Enumerable.Range(0, PartCount).SelectMany(StatesOf);

    /// <summary>The state of a key; null when nobody has touched it.</summary>
    public Lattice? Find(string key) => _states.GetValueOrDefault(key);

    /// <summary>Gives a key its next state; false when it is the state it had.</summary>
    public bool Put(string key, Lattice next)
    {
        int part = (int)(Trace.Hash(key) % PartCount);
        ulong before = Find(key) is { } old ? HashOf(key, old) : 0;
        ulong after = HashOf(key, next);
        if (before == after)
        {
            return false;
        }

        _states[key] = next;
        _keysOfPart[part].Add(key);
        _hashes[part] ^= before ^ after;
        return true;
    }

    /// <summary>A hash of each part; equal parts have equal ones.</summary>
    public ulong[] ToDigest() => [.. _hashes];

    /// <summary>The parts whose hashes differ from another replica's.</summary>
    public IEnumerable<int> PartsThatDiffer(IReadOnlyList<ulong> digest) =>
        Enumerable.Range(0, PartCount).Where(part => digest[part] != _hashes[part]);

    /// <summary>The states of a part, in the order of the keys.</summary>
    public IEnumerable<KeyState> StatesOf(int part) =>
        _keysOfPart[part].Select(key => new KeyState(key, _states[key]));

    private static ulong HashOf(string key, Lattice state)
    {
        unchecked
        {
            ulong hash = (Trace.Hash(key) ^ state.Hash) * 0x94D049BB133111EB;
            return hash ^ (hash >> 31);
        }
    }
}
