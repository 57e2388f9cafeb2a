using Simulation.Kernel.Tracing;

namespace Simulation.Components.Stores.Quorum;

/// <summary>Consistent hashing: each node holds several points of a ring, and a key belongs to those that
/// follow it.</summary>
/// <remarks>Source: DeCandia et al., "Dynamo: Amazon's Highly Available Key-value Store", SOSP 2007, sections
/// 4.2 and 4.3.</remarks>
public sealed class HashRing
{
    private const int TokensPerNode = 32;

    private readonly List<(ulong Token, int Node)> _tokens = [];
    private readonly Dictionary<string, int[]> _lists = new(StringComparer.Ordinal);
    private readonly int _nodeCount;

    /// <summary>Puts nodes on the ring.</summary>
    /// <param name="nodes">Their names, in their order.</param>
    public HashRing(IReadOnlyList<string> nodes)
    {
        _nodeCount = nodes.Count;
        for (int node = 0; node < nodes.Count; node++)
        {
            for (int token = 0; token < TokensPerNode; token++)
            {
                _tokens.Add((Place($"{nodes[node]}/{token}"), node));
            }
        }

        _tokens.Sort();
    }

    /// <summary>All nodes, in the order in which they are to hold a key: its homes first, then who may stand
    /// in.</summary>
    public IReadOnlyList<int> PreferenceList(string key)
    {
        if (!_lists.TryGetValue(key, out int[]? list))
        {
            list = Walk(Place(key));
            _lists.Add(key, list);
        }

        return list;
    }

    private int[] Walk(ulong point)
    {
        int start = _tokens.FindIndex(entry => entry.Token >= point);
        start = Math.Max(start, 0);
        var nodes = new List<int>(_nodeCount);
        for (int step = 0; nodes.Count < _nodeCount; step++)
        {
            int node = _tokens[(start + step) % _tokens.Count].Node;
            if (!nodes.Contains(node))
            {
                nodes.Add(node);
            }
        }

        return [.. nodes];
    }

    /// <summary>Names differ in their last letters, which the plain hash leaves in its low bits.</summary>
    private static ulong Place(string name)
    {
        unchecked
        {
            ulong hash = Trace.Hash(name);
            hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
            hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
            return hash ^ (hash >> 33);
        }
    }
}
