using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Anomalies;

/// <summary>One version that a transaction read or wrote.</summary>
/// <param name="Key">The key's number.</param>
/// <param name="Rank">
/// The version's place in the key's order of versions, 0 for the initial one;
/// <see cref="AccessTable.TailRank"/> for one behind all that are ordered.
/// </param>
/// <param name="IsWrite">Whether it was written, not read.</param>
/// <param name="Step">The place of the step in its transaction.</param>
internal readonly record struct Access(int Key, int Rank, bool IsWrite, int Step);

/// <summary>
/// What the transactions of a cyclic core read and wrote, by versions. Only those on cycles can break an
/// axiom, so that the table is empty for most histories.
/// </summary>
internal sealed class AccessTable
{
    /// <summary>
    /// The rank of versions that nobody read: behind all others, among themselves in any order.
    /// </summary>
    public const int TailRank = int.MaxValue;

    private readonly Access[][] _accesses;
    private readonly (int Key, int Rank, int Node)[] _writes;

    /// <summary>Sorts the accesses by key and rank.</summary>
    /// <param name="core">Whose transactions they are.</param>
    /// <param name="accesses">Those of each node, in the order of its steps.</param>
    public AccessTable(CyclicCore core, Access[][] accesses)
    {
        Core = core;
        _accesses = accesses;
        List<(int Key, int Rank, int Node)> writes = [];
        for (int node = 0; node < accesses.Length; node++)
        {
            foreach (Access access in accesses[node])
            {
                if (access.IsWrite)
                {
                    writes.Add((access.Key, access.Rank, node));
                }
            }
        }

        writes.Sort();
        _writes = [.. writes];
    }

    /// <summary>The transactions.</summary>
    public CyclicCore Core { get; }

    /// <summary>All writes of the core, by key, rank and node.</summary>
    public ReadOnlySpan<(int Key, int Rank, int Node)> Writes => _writes;

    /// <summary>What a node read and wrote, in the order of its steps.</summary>
    public ReadOnlySpan<Access> Of(int node) => _accesses[node];

    /// <summary>The writes to a key with a greater rank, by rank and node.</summary>
    public ReadOnlySpan<(int Key, int Rank, int Node)> WritesAfter(int key, int rank)
    {
        int start = Place(key, rank);
        int end = Place(key, TailRank);
        return _writes.AsSpan(start, end - start);
    }

    /// <summary>The node that wrote a version, or -1 when it is not in the core.</summary>
    public int WriterOf(int key, int rank)
    {
        int place = Place(key, rank - 1);
        return place < _writes.Length && _writes[place].Key == key && _writes[place].Rank == rank
            ? _writes[place].Node
            : -1;
    }

    /// <summary>The greatest rank that a node wrote of a key; -1 for none.</summary>
    public int LastWrite(int node, int key)
    {
        int rank = -1;
        foreach (Access access in _accesses[node])
        {
            rank = access.IsWrite && access.Key == key ? Math.Max(rank, access.Rank) : rank;
        }

        return rank;
    }

    /// <summary>The place behind the last write of a key with at most this rank.</summary>
    private int Place(int key, int rank)
    {
        int low = 0;
        int high = _writes.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            bool isBefore =
                _writes[middle].Key < key || (_writes[middle].Key == key && _writes[middle].Rank <= rank);
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
