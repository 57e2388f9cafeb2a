using Simulation.Components.Sharding.Partitioning;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Caches;

/// <summary>
/// Which processes a cache consists of, and what of them the lab remembers across crashes.
/// </summary>
internal sealed class CacheLayout(CacheOptions options, CacheMetrics metrics, Component store)
{
    private readonly List<ProcessRef> _nodes = [];
    private readonly List<(Node Node, CacheNode Living)> _living = [];
    private readonly Dictionary<Node, int> _dirty = [];
    private ConsistentHashRing? _ring;

    public CacheOptions Options => options;

    public CacheMetrics Metrics => metrics;

    /// <summary>What is behind the cache.</summary>
    public Component Store => store;

    /// <summary>The tables of the nodes that have ever started, in the order of the nodes.</summary>
    public IEnumerable<(Node Node, CacheTable Table)> Tables =>
        _living.OrderBy(entry => entry.Node.Index).Select(entry => (entry.Node, entry.Living.Table));

    /// <summary>The cache node that a key belongs to.</summary>
    public ProcessRef OwnerOf(string key)
    {
        _ring ??= new ConsistentHashRing([.. _nodes.Select(node => node.Name)], options.VirtualNodes);
        return _nodes[_ring.PlaceOf(KeyHash.Of(key))];
    }

    /// <summary>Adds a cache node, before any of them starts.</summary>
    public void Add(ProcessRef node) => _nodes.Add(node);

    /// <summary>A node has started, with an empty memory.</summary>
    public void OnStarted(CacheNode living, Node node)
    {
        _living.RemoveAll(entry => ReferenceEquals(entry.Node, node));
        _living.Add((node, living));
    }

    /// <summary>Notes what a node holds now.</summary>
    public void Note(Node node, int entries, int dirty)
    {
        metrics.Entries(node.Name).Set(entries);
        metrics.Dirty(node.Name).Set(dirty);
        _dirty[node] = dirty;
    }

    /// <summary>How many promised writes a node held that has crashed since.</summary>
    public int TakeDirty(Node node) => _dirty.Remove(node, out int dirty) ? dirty : 0;
}
