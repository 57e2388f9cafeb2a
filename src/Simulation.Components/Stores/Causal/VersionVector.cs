using Simulation.Kernel;

namespace Simulation.Components.Stores.Causal;

/// <summary>
/// A set of writes, as how many of each replica's it holds: with the n-th all before it. Immutable.
/// </summary>
/// <remarks>Source: Parker et al., "Detection of Mutual Inconsistency in Distributed Systems", IEEE TSE
/// 1983.</remarks>
public sealed class VersionVector
{
    private readonly long[] _counts;

    private VersionVector(long[] counts) => _counts = counts;

    /// <summary>How many replicas it speaks of.</summary>
    public int Size => _counts.Length;

    /// <summary>How many writes of the replica at a place it holds.</summary>
    public long this[int place] => _counts[place];

    /// <summary>The empty set.</summary>
    /// <param name="size">How many replicas there are.</param>
    public static VersionVector Empty(int size) => new(new long[size]);

    /// <summary>This set with the writes of one replica up to a count.</summary>
    public VersionVector With(int place, long count)
    {
        if (count <= _counts[place])
        {
            return this;
        }

        long[] counts = [.. _counts];
        counts[place] = count;
        return new VersionVector(counts);
    }

    /// <summary>The writes that either holds.</summary>
    public VersionVector Union(VersionVector other) =>
        Covers(other) ? this
        : other.Covers(this) ? other
        : Combine(other, Math.Max);

    /// <summary>The writes that both hold.</summary>
    public VersionVector Intersect(VersionVector other) => Combine(other, Math.Min);

    /// <summary>Whether it holds every write of another.</summary>
    public bool Covers(VersionVector other)
    {
        Invariant.That(Size == other.Size);
        for (int place = 0; place < _counts.Length; place++)
        {
            if (_counts[place] < other._counts[place])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The counts, as <c>[3 0 7]</c>.</summary>
    public override string ToString() => $"[{string.Join(' ', _counts)}]";

    private VersionVector Combine(VersionVector other, Func<long, long, long> pick)
    {
        Invariant.That(Size == other.Size);
        return new VersionVector([.. _counts.Zip(other._counts, pick)]);
    }
}

/// <summary>What a session has read and written.</summary>
/// <param name="Read">The writes that its reads may have shown it.</param>
/// <param name="Written">Its own writes.</param>
public sealed record VectorToken(VersionVector Read, VersionVector Written) : SessionToken;
