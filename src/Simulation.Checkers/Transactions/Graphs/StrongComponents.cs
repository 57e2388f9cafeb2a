namespace Simulation.Checkers.Transactions.Graphs;

/// <summary>The strongly connected components of a graph, seen through the edges of some kinds.</summary>
/// <remarks>
/// Source: Tarjan, "Depth-First Search and Linear Graph Algorithms", SIAM Journal on Computing 1972, made
/// iterative so that no history is too long for the stack. Linear in nodes and edges.
/// </remarks>
internal sealed class StrongComponents
{
    private readonly DependencyGraph _graph;
    private readonly EdgeKinds _kinds;
    private readonly int[] _component;
    private readonly int[] _place;
    private readonly int[] _low;
    private readonly int[] _edge;
    private readonly int[] _path;
    private readonly int[] _open;
    private int _opened;
    private int _next = 1;

    private StrongComponents(DependencyGraph graph, EdgeKinds kinds)
    {
        _graph = graph;
        _kinds = kinds;
        int count = graph.NodeCount;
        _component = new int[count];
        _place = new int[count];
        _low = new int[count];
        _edge = new int[count];
        _path = new int[count];
        _open = new int[count];
        Array.Fill(_component, -1);
        for (int root = 0; root < count; root++)
        {
            if (_place[root] == 0)
            {
                Explore(root);
            }
        }
    }

    /// <summary>
    /// How many components there are. They are numbered from 0 against the direction of the edges: an edge
    /// between two leads from the higher number to the lower.
    /// </summary>
    public int Count { get; private set; }

    /// <summary>The nodes that lie on cycles.</summary>
    public int CyclicNodeCount { get; private set; }

    /// <summary>Whether no edges of the kinds form a cycle.</summary>
    public bool IsAcyclic => CyclicNodeCount == 0;

    /// <summary>The component of each node.</summary>
    public ReadOnlySpan<int> Of => _component;

    /// <summary>Finds the components that the edges of these kinds make.</summary>
    public static StrongComponents Find(DependencyGraph graph, EdgeKinds kinds) => new(graph, kinds);

    /// <summary>The nodes of components with more than one node, ascending.</summary>
    public int[] CyclicNodes()
    {
        int[] sizes = new int[Count];
        foreach (int component in _component)
        {
            sizes[component]++;
        }

        int[] nodes = new int[CyclicNodeCount];
        int found = 0;
        for (int node = 0; node < _component.Length; node++)
        {
            if (sizes[_component[node]] > 1)
            {
                nodes[found++] = node;
            }
        }

        return nodes;
    }

    /// <summary>
    /// One depth-first tree. A node whose component is known is closed and lies on no cycle with an open one.
    /// </summary>
    private void Explore(int root)
    {
        ReadOnlySpan<int> targets = _graph.Targets;
        ReadOnlySpan<EdgeKinds> kinds = _graph.Kinds;
        int depth = 0;
        Enter(root, ref depth);
        while (depth > 0)
        {
            int node = _path[depth - 1];
            int end = _graph.EndOf(node);
            int edge = _edge[node];
            int low = _low[node];
            int child = -1;
            while (edge < end && child < 0)
            {
                int target = targets[edge];
                if ((kinds[edge++] & _kinds) == 0 || _component[target] >= 0)
                {
                    continue;
                }

                child = _place[target] == 0 ? target : -1;
                low = child < 0 ? Math.Min(low, _place[target]) : low;
            }

            _edge[node] = edge;
            _low[node] = low;
            if (child >= 0)
            {
                Enter(child, ref depth);
            }
            else
            {
                depth--;
                Leave(node);
                if (depth > 0)
                {
                    _low[_path[depth - 1]] = Math.Min(_low[_path[depth - 1]], low);
                }
            }
        }
    }

    private void Enter(int node, ref int depth)
    {
        _place[node] = _next;
        _low[node] = _next++;
        _edge[node] = _graph.StartOf(node);
        _path[depth++] = node;
        _open[_opened++] = node;
    }

    /// <summary>Closes the component that a node is the first of, if it is.</summary>
    private void Leave(int node)
    {
        if (_low[node] != _place[node])
        {
            return;
        }

        int before = _opened;
        int closed;
        do
        {
            closed = _open[--_opened];
            _component[closed] = Count;
        } while (closed != node);

        Count++;
        CyclicNodeCount += before - _opened > 1 ? before - _opened : 0;
    }
}
