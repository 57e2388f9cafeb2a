using Simulation.Histories;
using Simulation.Kernel.Tracing;

namespace Simulation.Components.Stores.Quorum;

/// <summary>A value of a key, and what orders it among the others.</summary>
/// <param name="Value">The value.</param>
/// <param name="Operation">The operation that wrote it.</param>
/// <param name="Clock">What it has seen; empty where the last writer wins.</param>
/// <param name="StampNanoseconds">The coordinator's clock when it was made.</param>
/// <param name="Node">The coordinator's node, which settles equal stamps.</param>
public sealed record KeyVersion(
    Value Value,
    int Operation,
    VectorClock Clock,
    long StampNanoseconds,
    int Node
)
{
    /// <summary>Orders by stamp, node, operation: a total order, which picks the sibling that is
    /// shown.</summary>
    public int CompareStamp(KeyVersion other)
    {
        int byTime = StampNanoseconds.CompareTo(other.StampNanoseconds);
        if (byTime != 0)
        {
            return byTime;
        }

        int byNode = Node.CompareTo(other.Node);
        return byNode != 0 ? byNode : Operation.CompareTo(other.Operation);
    }

    /// <summary>Equal for the same version on every replica.</summary>
    public ulong ToHash(string key)
    {
        unchecked
        {
            ulong hash = Mix(Trace.Hash(key), (ulong)StampNanoseconds);
            hash = Mix(hash, ((ulong)(uint)Node << 32) | (uint)Operation);
            foreach (ClockEntry entry in Clock.Entries)
            {
                hash = Mix(Mix(hash, (ulong)entry.Actor), (ulong)entry.Count);
            }

            return hash;
        }
    }

    private static ulong Mix(ulong hash, ulong part)
    {
        unchecked
        {
            hash = (hash ^ part) * 0x9E3779B97F4A7C15;
            return hash ^ (hash >> 29);
        }
    }
}

/// <summary>A version with its key, as it is stored and exchanged.</summary>
internal sealed record StoredVersion(string Key, KeyVersion Version);
