using System.Numerics;
using Simulation.Kernel;

namespace Simulation.Checkers.Transactions.Graphs;

/// <summary>Puts each edge behind the others of its source, where a count has kept room for it.</summary>
internal sealed class EdgePlacer : IEdgeSink
{
    private readonly int[] _next;
    private readonly int[] _targets;
    private readonly EdgeKinds[] _kinds;

    public EdgePlacer(EdgeCounter counter)
    {
        _next = counter.Counts;
        for (int node = 1; node < _next.Length; node++)
        {
            _next[node] += _next[node - 1];
        }

        _targets = new int[_next[^1]];
        _kinds = new EdgeKinds[_next[^1]];
    }

    /// <summary>The graph, after the last edge.</summary>
    public DependencyGraph Graph
    {
        get
        {
            // Each node's place has moved on to where the next one begins.
            Array.Copy(_next, 0, _next, 1, _next.Length - 1);
            _next[0] = 0;
            return new DependencyGraph(_next, _targets, _kinds);
        }
    }

    /// <inheritdoc/>
    public void Add(int source, int target, EdgeKinds kind)
    {
        Invariant.That(BitOperations.IsPow2((byte)kind));
        if (source != target)
        {
            int place = _next[source]++;
            _targets[place] = target;
            _kinds[place] = kind;
        }
    }
}
