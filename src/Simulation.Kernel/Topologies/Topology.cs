using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Topologies;

/// <summary>The places of a world, the nodes that stand there, and the links between them.</summary>
public sealed class Topology
{
    private const int Draws = 33;

    private readonly World _world;
    private readonly List<Node> _nodes = [];
    private readonly List<Place> _places = [];
    private readonly List<LinkRule> _rules = [];
    private readonly RandomStream _random;
    private Link?[] _links = [];
    private int _width;

    internal Topology(World world)
    {
        _world = world;
        _random = world.Random.Split("links");
    }

    /// <summary>All nodes; a node's <see cref="Node.Index"/> is its place here.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>Adds a node at a place.</summary>
    /// <param name="name">Unique in the world.</param>
    /// <param name="place">Where it stands; equal places share their links.</param>
    /// <param name="isClient">Whether clients live there, so that faults spare it unless they name
    /// it.</param>
    public Node AddNode(string name, Place place, bool isClient = false)
    {
        var node = new Node(_world, _nodes.Count, name, place, PlaceIndex(place)) { IsClient = isClient };
        _nodes.Add(node);
        return node;
    }

    /// <summary>
    /// Says how messages travel from one place to another. The last rule that matches a pair counts; a pair
    /// that no rule matches takes a <see cref="DefaultLinks"/> profile.
    /// </summary>
    public void SetLinks(Func<Place, Place, bool> matches, LinkProfile profile) =>
        _rules.Add(new LinkRule(matches, profile));

    /// <summary>The node of a name, or null.</summary>
    public Node? Find(string name) =>
        _nodes.Find(node => string.Equals(node.Name, name, StringComparison.Ordinal));

    /// <summary>What each place has sent to each other one, in the order in which they were added.</summary>
    public IEnumerable<PlaceTraffic> Traffic()
    {
        for (int source = 0; source < _width; source++)
        {
            for (int target = 0; target < _width; target++)
            {
                if (_links[source * _width + target] is { SentBytes: > 0 } link)
                {
                    yield return new PlaceTraffic(_places[source], _places[target], link.SentBytes);
                }
            }
        }
    }

    /// <summary>The link that a message takes from one node to another.</summary>
    /// <summary>
    /// How long a small message usually takes from one process to another: the middle of a few draws.
    /// </summary>
    public SimDuration TypicalLatency(ProcessRef source, ProcessRef target)
    {
        RandomStream random = _world.Random.Split("typical-latency");
        Distribution latency = LinkBetween(source, target).Profile.Latency;
        long[] draws = new long[Draws];
        for (int draw = 0; draw < Draws; draw++)
        {
            draws[draw] = latency.Draw(random);
        }

        Array.Sort(draws);
        return new SimDuration(draws[Draws / 2]);
    }

    internal Link LinkBetween(ProcessRef source, ProcessRef target)
    {
        if (_width < _places.Count)
        {
            WidenMatrix();
        }

        return _links[source.PlaceIndex * _width + target.PlaceIndex] ??= MakeLink(
            _places[source.PlaceIndex],
            _places[target.PlaceIndex]
        );
    }

    private Link MakeLink(Place source, Place target)
    {
        LinkProfile profile =
            _rules.FindLast(rule => rule.Matches(source, target))?.Profile
            ?? DefaultLinks.Between(source, target);
        return new Link(
            profile,
            _random.Split($"{source.Region}/{source.Zone} to {target.Region}/{target.Zone}")
        );
    }

    private int PlaceIndex(Place place)
    {
        int index = _places.IndexOf(place);
        if (index < 0)
        {
            index = _places.Count;
            _places.Add(place);
        }

        return index;
    }

    private void WidenMatrix()
    {
        _width = _places.Count;
        _links = new Link?[_width * _width];
    }

    private sealed record LinkRule(Func<Place, Place, bool> Matches, LinkProfile Profile);
}
