using Simulation.Kernel.Tracing;

namespace Simulation.Components.Stores.Quorum;

/// <summary>
/// A binary tree of hashes over the keys, so that two replicas find the parts in which they differ by
/// exchanging few hashes. Level 0 is the root.
/// </summary>
/// <remarks>Source: Merkle, "A Digital Signature Based on a Conventional Encryption Function", CRYPTO 1987;
/// used as in DeCandia et al., "Dynamo", SOSP 2007, section 4.7.</remarks>
public sealed class MerkleTree
{
    /// <summary>The level of the leaves.</summary>
    public const int LeafLevel = 8;

    private readonly ulong[][] _levels = new ulong[LeafLevel + 1][];

    /// <summary>Builds the tree over some versions.</summary>
    public MerkleTree(IEnumerable<(string Key, KeyVersion[] Versions)> entries)
    {
        var leaves = new ulong[1 << LeafLevel];
        foreach ((string key, KeyVersion[] versions) in entries)
        {
            foreach (KeyVersion version in versions)
            {
                leaves[LeafOf(key)] ^= version.ToHash(key);
            }
        }

        _levels[LeafLevel] = leaves;
        for (int level = LeafLevel - 1; level >= 0; level--)
        {
            _levels[level] = new ulong[1 << level];
            for (int index = 0; index < _levels[level].Length; index++)
            {
                _levels[level][index] = Combine(
                    _levels[level + 1][2 * index],
                    _levels[level + 1][2 * index + 1]
                );
            }
        }
    }

    /// <summary>The leaf that a key belongs to.</summary>
    public static int LeafOf(string key) => (int)(Trace.Hash(key) & ((1 << LeafLevel) - 1));

    /// <summary>The hash of a node.</summary>
    /// <param name="level">From 0 to <see cref="LeafLevel"/>.</param>
    /// <param name="index">From 0, left to right.</param>
    public ulong HashOf(int level, int index) => _levels[level][index];

    private static ulong Combine(ulong left, ulong right)
    {
        unchecked
        {
            ulong hash = (left * 0x9E3779B97F4A7C15) ^ (right + 0xC2B2AE3D27D4EB4F);
            hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93;
            return left == 0 && right == 0 ? 0 : hash ^ (hash >> 29);
        }
    }
}
