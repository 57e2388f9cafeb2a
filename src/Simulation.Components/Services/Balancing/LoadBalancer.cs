using Simulation.Components.Sharding.Partitioning;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Topologies;

namespace Simulation.Components.Services.Balancing;

/// <summary>Picks which replica of a component one caller asks, from what that caller itself knows.</summary>
/// <remarks>Source: Mitzenmacher, "The Power of Two Choices in Randomized Load Balancing", IEEE TPDS 12(10),
/// 2001, for <see cref="BalancerStrategy.Choices"/>; Karger et al., "Consistent Hashing and Random Trees",
/// STOC 1997, for <see cref="BalancerStrategy.ConsistentHash"/>.</remarks>
internal sealed class LoadBalancer
{
    private readonly BalancerOptions _options;
    private readonly ProcessRef[] _replicas;
    private readonly int[] _open;
    private readonly int[] _order;
    private readonly int[] _near;
    private readonly RandomStream _random;
    private readonly ConsistentHashRing? _ring;
    private readonly OutlierLedger? _outliers;
    private int _turn;

    /// <summary>Makes the balancer of one caller.</summary>
    /// <param name="options">How to pick.</param>
    /// <param name="replicas">Whom to pick from, the nearest first; at least one.</param>
    /// <param name="home">Where the caller is.</param>
    /// <param name="random">Where chance comes from.</param>
    /// <param name="outliers">Which of them are left out; null for none, ever.</param>
    public LoadBalancer(
        BalancerOptions options,
        ProcessRef[] replicas,
        Place home,
        RandomStream random,
        OutlierLedger? outliers = null
    )
    {
        Invariant.That(replicas.Length > 0);
        _options = options;
        _replicas = replicas;
        _open = new int[replicas.Length];
        _random = random;
        _outliers = outliers;
        _order = [.. Enumerable.Range(0, replicas.Length)];
        int[] near = [.. _order.Where(index => replicas[index].Node.Place == home)];
        if (options.By == BalancerStrategy.ConsistentHash)
        {
            _ring = new ConsistentHashRing([.. replicas.Select(replica => replica.Name)], virtualNodes: 128);
        }

        _near = near.Length > 0 ? near : _order;
    }

    /// <summary>How many there are to pick from.</summary>
    public int Count => _replicas.Length;

    /// <summary>One of them.</summary>
    public ProcessRef At(int index) => _replicas[index];

    /// <summary>The number of a replica; -1 for one that is not among them.</summary>
    public int PlaceOf(ProcessRef? replica) => Array.IndexOf(_replicas, replica);

    /// <summary>The number of requests that the caller has open at a replica.</summary>
    public int OpenAt(int index) => _open[index];

    /// <summary>Picks the replica for a request, of those that are not left out.</summary>
    public int Pick(string key)
    {
        switch (_options.By)
        {
            case BalancerStrategy.Nearest:
                return FirstIn(_order);
            case BalancerStrategy.RoundRobin:
                return NextIn(_order);
            case BalancerStrategy.Random:
                return Any();
            case BalancerStrategy.LeastRequests:
                return Least(_turn++ % _replicas.Length);
            case BalancerStrategy.Choices:
                return LeastOfSome();
            case BalancerStrategy.ZoneAware:
                return Array.Exists(_near, IsIn) ? NextIn(_near) : NextIn(_order);
            case BalancerStrategy.ConsistentHash:
                ulong hash = KeyHash.Of(key);
                int owner = _ring!.PlaceOf(hash);
                return IsIn(owner) ? owner : FirstIn(_ring.PlacesOf(hash, _replicas.Length));
            default:
                throw new InvariantViolation("every strategy has a case");
        }
    }

    /// <summary>A replica answered.</summary>
    public void Succeed(int index) => _outliers?.Succeed(index);

    /// <summary>A replica refused, or kept silent for too long.</summary>
    public void Fail(int index) => _outliers?.Fail(index);

    /// <summary>A request went to a replica.</summary>
    public void Begin(int index) => _open[index]++;

    /// <summary>The request to a replica is over.</summary>
    public void End(int index)
    {
        Invariant.That(_open[index] > 0);
        _open[index]--;
    }

    private bool IsIn(int index) => _outliers?.IsEjected(index) != true;

    /// <summary>The first that is not left out; all never are.</summary>
    private int FirstIn(IReadOnlyList<int> candidates)
    {
        int place = 0;
        while (!IsIn(candidates[place]))
        {
            place++;
        }

        return candidates[place];
    }

    /// <summary>The next in turn that is not left out; one of them is not.</summary>
    private int NextIn(int[] candidates)
    {
        int index = candidates[_turn++ % candidates.Length];
        while (!IsIn(index))
        {
            index = candidates[_turn++ % candidates.Length];
        }

        return index;
    }

    private int Any()
    {
        int index = _random.NextBelow(_replicas.Length);
        while (!IsIn(index))
        {
            index = _random.NextBelow(_replicas.Length);
        }

        return index;
    }

    /// <summary>The least loaded; of equals, the first from a place that moves on.</summary>
    private int Least(int start)
    {
        int least = start;
        for (int step = 1; step < _replicas.Length; step++)
        {
            int index = (start + step) % _replicas.Length;
            if (IsIn(index) && (_open[index] < _open[least] || !IsIn(least)))
            {
                least = index;
            }
        }

        return least;
    }

    private int LeastOfSome()
    {
        int least = Any();
        for (int draw = 1; draw < _options.Choices; draw++)
        {
            int index = Any();
            if (_open[index] < _open[least])
            {
                least = index;
            }
        }

        return least;
    }
}
