using Simulation.Components.Sharding.Partitioning;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Caches;

/// <summary>
/// Which processes a cache consists of, and what of them the lab remembers across crashes.
/// </summary>
internal sealed class CacheLayout(CacheOptions options, CacheMetrics metrics, Component store)
{
    private readonly List<ProcessRef> _nodes = [];
    private readonly List<(Node Node, CacheNode Living)> _living = [];
    private readonly List<ProcessRef> _applications = [];
    private readonly Dictionary<Node, int> _dirty = [];
    private ConsistentHashRing? _ring;

    private ConsistentHashRing Ring =>
        _ring ??= new ConsistentHashRing([.. _nodes.Select(node => node.Name)], options.VirtualNodes);

    public CacheOptions Options => options;

    public CacheMetrics Metrics => metrics;

    /// <summary>What is measured of near caches and invalidation; null where neither is in use.</summary>
    public NearMetrics? Near { get; init; }

    /// <summary>When each invalidation was published that has not come yet, by the world's time.</summary>
    public Dictionary<int, SimTime> Overdue { get; } = [];

    /// <summary>Who asks the cache nodes, one on each node.</summary>
    public IReadOnlyList<ProcessRef> Applications => _applications;

    /// <summary>What is behind the cache.</summary>
    public Component Store => store;

    /// <summary>The tables of the nodes that have ever started, in the order of the nodes.</summary>
    public IEnumerable<(Node Node, CacheTable Table)> Tables =>
        _living.OrderBy(entry => entry.Node.Index).Select(entry => (entry.Node, entry.Living.Table));

    /// <summary>The cache node that a key belongs to.</summary>
    public ProcessRef OwnerOf(string key) => _nodes[Ring.PlaceOf(KeyHash.Of(key))];

    /// <summary>The cache nodes that hold a key, its owner first.</summary>
    public IReadOnlyList<ProcessRef> HoldersOf(string key) =>
        options.Replicas == 1
            ? [OwnerOf(key)]
            : [.. Ring.PlacesOf(KeyHash.Of(key), options.Replicas).Select(place => _nodes[place])];

    /// <summary>Whether a process is a cache node.</summary>
    public bool IsCacheNode(ProcessRef process) => _nodes.Contains(process);

    /// <summary>Adds a cache node, before any of them starts.</summary>
    public void Add(ProcessRef node) => _nodes.Add(node);

    /// <summary>Adds an application, before any of them starts.</summary>
    public void AddApplication(ProcessRef application) => _applications.Add(application);

    /// <summary>An invalidation has come; returns when it was published, or null for one that came
    /// before.</summary>
    public SimTime? TakeOverdue(int number, SimTime now)
    {
        if (!Overdue.Remove(number, out SimTime published))
        {
            return null;
        }

        Near!.Received.Add();
        Near.Time.Record(now - published);
        return published;
    }

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
