using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Solving;

/// <summary>
/// Keeps a topological order of a graph to which edges are added one by one and taken back last first, and
/// finds the cycle when an edge would close one.
/// </summary>
/// <remarks>
/// Source: Pearce and Kelly, "A Dynamic Topological Sort Algorithm for Directed Acyclic Graphs", ACM JEA
/// 2007:
/// an edge against the order moves only the nodes between its ends. Taking an edge back leaves the order
/// right.
/// </remarks>
internal sealed class TopologicalOrder
{
    private readonly DependencyGraph _forward;
    private readonly DependencyGraph _backward;
    private readonly int[] _place;
    private readonly int[] _firstOut;
    private readonly int[] _firstIn;
    private readonly int[] _seen;
    private readonly int[] _parent;
    private readonly int[] _parentLabel;
    private readonly List<Edge> _edges = [];
    private readonly List<int> _ahead = [];
    private readonly List<int> _behind = [];
    private readonly List<int> _stack = [];
    private int _stamp;

    /// <summary>Starts with the edges that stay for ever.</summary>
    /// <param name="known">An acyclic graph.</param>
    /// <param name="components">Its components, numbered against the direction of its edges.</param>
    public TopologicalOrder(DependencyGraph known, StrongComponents components)
    {
        _forward = known;
        _backward = known.Reversed((EdgeKinds)byte.MaxValue);
        int count = known.NodeCount;
        _place = new int[count];
        _firstOut = new int[count];
        _firstIn = new int[count];
        _seen = new int[count];
        _parent = new int[count];
        _parentLabel = new int[count];
        Array.Fill(_firstOut, -1);
        Array.Fill(_firstIn, -1);
        for (int node = 0; node < count; node++)
        {
            _place[node] = count - 1 - components.Of[node];
        }
    }

    /// <summary>How many edges were added and not taken back.</summary>
    public int AddedCount => _edges.Count;

    /// <summary>Nodes looked at so far.</summary>
    public long Steps { get; private set; }

    /// <summary>
    /// The cycle that the last refused edge would have closed: its nodes in order, beginning with the edge's
    /// target and ending with its source.
    /// </summary>
    public List<int> CycleNodes { get; } = [];

    /// <summary>
    /// The labels of the edges from each of <see cref="CycleNodes"/> to the next; -1 for edges that stay for
    /// ever.
    /// </summary>
    public List<int> CycleLabels { get; } = [];

    /// <summary>Whether one node stands before another in the present order.</summary>
    public bool IsBefore(int node, int other) => _place[node] < _place[other];

    /// <summary>Adds an edge; false, and nothing is added, when it would close a cycle.</summary>
    public bool TryAdd(int source, int target, int label)
    {
        if (source == target)
        {
            CycleNodes.Clear();
            CycleLabels.Clear();
            CycleNodes.Add(source);
            return false;
        }

        if (_place[source] > _place[target] && !TryMove(source, target))
        {
            return false;
        }

        _edges.Add(new Edge(source, target, label, _firstOut[source], _firstIn[target]));
        _firstOut[source] = _edges.Count - 1;
        _firstIn[target] = _edges.Count - 1;
        return true;
    }

    /// <summary>Takes edges back, the last added first, until so many are left.</summary>
    public void TakeBackTo(int count)
    {
        for (int i = _edges.Count - 1; i >= count; i--)
        {
            Edge edge = _edges[i];
            _firstOut[edge.Source] = edge.NextOut;
            _firstIn[edge.Target] = edge.NextIn;
        }

        _edges.RemoveRange(count, _edges.Count - count);
    }

    private bool TryMove(int source, int target)
    {
        _ahead.Clear();
        _behind.Clear();
        if (!SearchAhead(target, source))
        {
            return false;
        }

        SearchBehind(source, target);
        Reorder();
        return true;
    }

    /// <summary>
    /// Collects what the target leads to up to the source's place; false when it leads to the source.
    /// </summary>
    private bool SearchAhead(int target, int source)
    {
        int limit = _place[source];
        _stamp++;
        Visit(target, -1, -1, _ahead);
        while (_stack.Count > 0)
        {
            int node = _stack[^1];
            _stack.RemoveAt(_stack.Count - 1);
            for (int edge = _forward.StartOf(node); edge < _forward.EndOf(node); edge++)
            {
                int next = _forward.Targets[edge];
                if (_place[next] <= limit && _seen[next] != _stamp)
                {
                    Visit(next, node, -1, _ahead);
                }
            }

            for (int edge = _firstOut[node]; edge >= 0; edge = _edges[edge].NextOut)
            {
                int next = _edges[edge].Target;
                if (_place[next] <= limit && _seen[next] != _stamp)
                {
                    Visit(next, node, _edges[edge].Label, _ahead);
                }
            }

            if (_seen[source] == _stamp)
            {
                _stack.Clear();
                TraceCycle(target, source);
                return false;
            }
        }

        return true;
    }

    private void SearchBehind(int source, int target)
    {
        int limit = _place[target];
        _stamp++;
        Visit(source, -1, -1, _behind);
        while (_stack.Count > 0)
        {
            int node = _stack[^1];
            _stack.RemoveAt(_stack.Count - 1);
            for (int edge = _backward.StartOf(node); edge < _backward.EndOf(node); edge++)
            {
                int next = _backward.Targets[edge];
                if (_place[next] >= limit && _seen[next] != _stamp)
                {
                    Visit(next, node, -1, _behind);
                }
            }

            for (int edge = _firstIn[node]; edge >= 0; edge = _edges[edge].NextIn)
            {
                int next = _edges[edge].Source;
                if (_place[next] >= limit && _seen[next] != _stamp)
                {
                    Visit(next, node, -1, _behind);
                }
            }
        }
    }

    private void Visit(int node, int parent, int label, List<int> into)
    {
        Steps++;
        _seen[node] = _stamp;
        _parent[node] = parent;
        _parentLabel[node] = label;
        into.Add(node);
        _stack.Add(node);
    }

    private void TraceCycle(int target, int source)
    {
        CycleNodes.Clear();
        CycleLabels.Clear();
        for (int node = source; node != target; node = _parent[node])
        {
            CycleNodes.Add(node);
            CycleLabels.Add(_parentLabel[node]);
        }

        CycleNodes.Add(target);
        CycleNodes.Reverse();
        CycleLabels.Reverse();
    }

    /// <summary>
    /// Gives the places of all nodes found to those behind first, each part in its old order.
    /// </summary>
    private void Reorder()
    {
        int[] place = _place;
        _ahead.Sort((left, right) => place[left].CompareTo(place[right]));
        _behind.Sort((left, right) => place[left].CompareTo(place[right]));
        _stack.Clear();
        int behind = 0;
        int ahead = 0;
        while (behind < _behind.Count || ahead < _ahead.Count)
        {
            bool takesBehind =
                ahead == _ahead.Count
                || (behind < _behind.Count && place[_behind[behind]] < place[_ahead[ahead]]);
            _stack.Add(takesBehind ? place[_behind[behind++]] : place[_ahead[ahead++]]);
        }

        int next = 0;
        foreach (int node in _behind)
        {
            place[node] = _stack[next++];
        }

        foreach (int node in _ahead)
        {
            place[node] = _stack[next++];
        }

        _stack.Clear();
    }

    private readonly record struct Edge(int Source, int Target, int Label, int NextOut, int NextIn);
}
