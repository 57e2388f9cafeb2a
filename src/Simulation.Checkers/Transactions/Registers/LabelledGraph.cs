using Simulation.Checkers.Transactions.Graphs;
using Simulation.Kernel;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>A graph with a number on each edge, in which shortest paths are found.</summary>
internal sealed class LabelledGraph(int nodeCount)
{
    private readonly List<(int Target, int Label)>?[] _edges = new List<(int, int)>[nodeCount];
    private readonly GraphBuilder _builder = new(nodeCount);
    private readonly int[] _seen = new int[nodeCount];
    private readonly int[] _parent = new int[nodeCount];
    private readonly int[] _label = new int[nodeCount];
    private int _stamp;

    /// <summary>The same edges without their numbers.</summary>
    public DependencyGraph Graph => _builder.Build();

    /// <summary>Adds an edge.</summary>
    public void Add(int source, int target, int label)
    {
        (_edges[source] ??= []).Add((target, label));
        _builder.Add(source, target, EdgeKinds.WriteWrite);
    }

    /// <summary>
    /// A shortest path of at least one edge, its nodes and its edges' numbers; there must be one.
    /// </summary>
    public (List<int> Nodes, List<int> Labels) Path(int source, int target) =>
        Find(source, target) ?? throw new InvariantViolation("a path was known to exist");

    /// <summary>
    /// A shortest path of at least one edge, by edges with numbers below a limit: its nodes and its edges'
    /// numbers, or null.
    /// </summary>
    public (List<int> Nodes, List<int> Labels)? Find(int source, int target, int below = int.MaxValue)
    {
        _stamp++;
        Queue<int> queue = new([source]);
        while (queue.TryDequeue(out int node))
        {
            foreach ((int next, int number) in _edges[node] ?? [])
            {
                if (_seen[next] == _stamp || number >= below)
                {
                    continue;
                }

                _seen[next] = _stamp;
                _parent[next] = node;
                _label[next] = number;
                if (next == target)
                {
                    return Trace(source, target);
                }

                queue.Enqueue(next);
            }
        }

        return null;
    }

    private (List<int> Nodes, List<int> Labels) Trace(int source, int target)
    {
        List<int> nodes = [target];
        List<int> labels = [];
        int node = target;
        do
        {
            labels.Add(_label[node]);
            node = _parent[node];
            nodes.Add(node);
        } while (node != source);

        nodes.Reverse();
        labels.Reverse();
        return (nodes, labels);
    }
}
