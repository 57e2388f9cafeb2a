using Simulation.Components.Workloads;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Components.Routing;

/// <summary>Which endpoint a name server sends a client to.</summary>
/// <param name="options">What the scenario says.</param>
/// <param name="endpoints">The endpoints, in order.</param>
/// <param name="world">For what the provider knows of its links.</param>
/// <param name="random">Where shares are drawn from.</param>
internal sealed class EndpointChoice(
    TrafficRouterOptions options,
    Endpoint[] endpoints,
    World world,
    RandomStream random
)
{
    private readonly SortedDictionary<(int Client, int Endpoint), long> _ways = [];
    private SimTime _movedAt;

    /// <summary>With failover, where traffic goes now.</summary>
    public Endpoint Current { get; private set; } = endpoints[0];

    /// <summary>
    /// With failover, moves traffic where health wants it: away at once, back when the hold-down is over. True
    /// when it moved.
    /// </summary>
    public bool Settle(SimTime now)
    {
        Endpoint wanted = Open()[0];
        bool isBetter = Place(wanted) < Place(Current);
        if (wanted == Current || (isBetter && Current.IsHealthy && now - _movedAt < options.HoldDown))
        {
            return false;
        }

        Current = wanted;
        _movedAt = now;
        return true;
    }

    /// <summary>Where a client is sent.</summary>
    public Endpoint For(ProcessRef client, int number) =>
        options.Strategy switch
        {
            RoutingStrategy.Failover => Current,
            RoutingStrategy.Weighted => Weighted(number),
            RoutingStrategy.Latency => Open().MinBy(endpoint => Way(client, endpoint))!,
            RoutingStrategy.Geo => Nearest(client),
            _ => throw new InvariantViolation("every strategy chooses"),
        };

    /// <summary>The healthy ones; all where none is, since some answer is better than none.</summary>
    private IReadOnlyList<Endpoint> Open()
    {
        Endpoint[] healthy = [.. endpoints.Where(endpoint => endpoint.IsHealthy)];
        return healthy.Length > 0 ? healthy : endpoints;
    }

    private Endpoint Nearest(ProcessRef client)
    {
        IReadOnlyList<Endpoint> open = Open();
        ProcessRef nearest = CandidateOrder.ByNearness(
            client.Node.Place,
            0,
            [.. open.Select(endpoint => endpoint.Replicas[0])]
        )[0];
        return open.First(endpoint => ReferenceEquals(endpoint.Replicas[0], nearest));
    }

    private Endpoint Weighted(int client)
    {
        IReadOnlyList<Endpoint> open = Open();
        long[] weights = [.. open.Select(endpoint => endpoint.WeightNow(options.BrownOut))];
        long all = weights.Sum();
        if (all == 0)
        {
            return open[0];
        }

        long point = options.Sticky ? Spread(client, all) : random.NextBelow(all);
        int place = 0;
        while (point >= weights[place])
        {
            point -= weights[place];
            place++;
        }

        return open[place];
    }

    /// <summary>A point for a client, the same each time: clients follow one another by the golden ratio.</summary>
    private static long Spread(int client, long all) =>
        (long)((UInt128)unchecked((ulong)(client + 1) * 0x9E3779B97F4A7C15UL) * (ulong)all >> 64);

    private long Way(ProcessRef client, Endpoint endpoint)
    {
        (int, int) key = (client.Node.Index, Place(endpoint));
        if (!_ways.TryGetValue(key, out long way))
        {
            way = world.Topology.TypicalLatency(client, endpoint.Replicas[0]).Nanoseconds;
            _ways.Add(key, way);
        }

        return way;
    }

    private int Place(Endpoint endpoint) => Array.IndexOf(endpoints, endpoint);
}
