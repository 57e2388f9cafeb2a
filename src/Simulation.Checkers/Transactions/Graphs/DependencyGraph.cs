using System.Numerics;

namespace Simulation.Checkers.Transactions.Graphs;

/// <summary>
/// An immutable graph over dense node numbers with a kind on every edge; the edges of a node lie together, in
/// the order in which they were added. Parallel edges of different kinds are kept.
/// </summary>
internal sealed class DependencyGraph
{
    private readonly int[] _starts;
    private readonly int[] _targets;
    private readonly EdgeKinds[] _kinds;

    /// <summary>Takes over arrays in compressed sparse row form.</summary>
    /// <param name="starts">Where each node's edges begin, and one more for the end of the last.</param>
    /// <param name="targets">The targets of the edges.</param>
    /// <param name="kinds">One kind an edge.</param>
    public DependencyGraph(int[] starts, int[] targets, EdgeKinds[] kinds)
    {
        _starts = starts;
        _targets = targets;
        _kinds = kinds;
    }

    /// <summary>How many nodes there are.</summary>
    public int NodeCount => _starts.Length - 1;

    /// <summary>How many edges there are.</summary>
    public int EdgeCount => _starts[^1];

    /// <summary>Where the edges of a node begin, as an index into <see cref="Targets"/>.</summary>
    public int StartOf(int node) => _starts[node];

    /// <summary>Where the edges of a node end.</summary>
    public int EndOf(int node) => _starts[node + 1];

    /// <summary>The targets of all edges, node by node.</summary>
    public ReadOnlySpan<int> Targets => _targets.AsSpan(0, EdgeCount);

    /// <summary>The kinds of all edges, node by node; each is a single flag.</summary>
    public ReadOnlySpan<EdgeKinds> Kinds => _kinds.AsSpan(0, EdgeCount);

    /// <summary>The same nodes with only the edges of some kinds, and each of them reversed.</summary>
    public DependencyGraph Reversed(EdgeKinds kinds)
    {
        GraphBuilder builder = new(NodeCount, EdgeCount);
        for (int source = 0; source < NodeCount; source++)
        {
            for (int edge = _starts[source]; edge < _starts[source + 1]; edge++)
            {
                if ((_kinds[edge] & kinds) != 0)
                {
                    builder.Add(_targets[edge], source, _kinds[edge]);
                }
            }
        }

        return builder.Build();
    }

    /// <summary>The same nodes and edges, and more edges behind the others of their sources.</summary>
    public DependencyGraph With(ReadOnlySpan<DependencyEdge> more)
    {
        GraphBuilder builder = new(NodeCount, EdgeCount + more.Length);
        for (int source = 0; source < NodeCount; source++)
        {
            for (int edge = _starts[source]; edge < _starts[source + 1]; edge++)
            {
                builder.Add(source, _targets[edge], _kinds[edge]);
            }
        }

        foreach (DependencyEdge edge in more)
        {
            builder.Add(edge.Source, edge.Target, edge.Kind);
        }

        return builder.Build();
    }
}

/// <summary>Collects edges and sorts them by their sources.</summary>
/// <param name="nodeCount">The nodes are 0 to this - 1.</param>
/// <param name="capacity">The edges expected; more may come.</param>
internal sealed class GraphBuilder(int nodeCount, int capacity = 16)
{
    private int[] _sources = new int[Math.Max(capacity, 16)];
    private int[] _targets = new int[Math.Max(capacity, 16)];
    private EdgeKinds[] _kinds = new EdgeKinds[Math.Max(capacity, 16)];

    /// <summary>How many edges there are.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Adds an edge of a single kind; one from a node to itself says nothing and is left out.
    /// </summary>
    public void Add(int source, int target, EdgeKinds kind)
    {
        Kernel.Invariant.That(BitOperations.IsPow2((byte)kind));
        if (source == target)
        {
            return;
        }

        if (Count == _sources.Length)
        {
            Array.Resize(ref _sources, Count * 2);
            Array.Resize(ref _targets, Count * 2);
            Array.Resize(ref _kinds, Count * 2);
        }

        _sources[Count] = source;
        _targets[Count] = target;
        _kinds[Count++] = kind;
    }

    /// <summary>The graph of all edges added; a node's edges keep the order in which they came.</summary>
    public DependencyGraph Build()
    {
        int[] starts = new int[nodeCount + 1];
        for (int i = 0; i < Count; i++)
        {
            starts[_sources[i] + 1]++;
        }

        for (int node = 0; node < nodeCount; node++)
        {
            starts[node + 1] += starts[node];
        }

        int[] targets = new int[Count];
        var kinds = new EdgeKinds[Count];
        for (int i = 0; i < Count; i++)
        {
            int place = starts[_sources[i]]++;
            targets[place] = _targets[i];
            kinds[place] = _kinds[i];
        }

        Array.Copy(starts, 0, starts, 1, nodeCount);
        starts[0] = 0;
        return new DependencyGraph(starts, targets, kinds);
    }
}
