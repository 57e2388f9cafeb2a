using Simulation.Kernel;

namespace Simulation.Checkers.Transactions.Graphs;

/// <summary>Finds a shortest forbidden cycle.</summary>
/// <remarks>
/// Breadth-first from every node that a forbidden cycle leaves, to a depth that grows from 2, so that in a
/// large component a short cycle is found before any long path is walked. An edge of real time is taken only
/// to close a cycle: intervals are no two plus two, hence of two such edges on a cycle one can be cut off. An
/// edge of a session leads to every later transaction of it at once.
/// </remarks>
internal sealed class CycleSearch
{
    private readonly CyclicCore _core;
    private readonly DependencyGraph _graph;
    private readonly CycleRule _rule;
    private readonly int[] _nextInSession;
    private readonly int[] _sessionSeen;
    private readonly int[] _seen;
    private readonly int[] _parent;
    private readonly EdgeKinds[] _kindIn;
    private readonly int[] _depth;
    private readonly int[] _queue;
    private int _queued;
    private int _stamp;
    private long _steps;

    private CycleSearch(CyclicCore core, CycleRule rule, long stepsMax)
    {
        _core = core;
        _graph = core.Graph;
        _rule = rule;
        _steps = stepsMax;
        int states = _graph.NodeCount * 2;
        _seen = new int[states];
        _parent = new int[states];
        _kindIn = new EdgeKinds[states];
        _depth = new int[states];
        _queue = new int[states];
        _sessionSeen = new int[_graph.NodeCount];
        _nextInSession = Follows(EdgeKinds.Session) ? NextInSession(core) : [];
    }

    /// <summary>
    /// A forbidden cycle with as few edges as there are, each ending where the next begins, between
    /// transactions; empty when the rule is satisfied.
    /// </summary>
    /// <param name="core">Where to search.</param>
    /// <param name="rule">What is forbidden.</param>
    /// <param name="stepsMax">
    /// Edges to look at; when they run out the shortest cycle found so far is returned, and one is always
    /// found.
    /// </param>
    public static IReadOnlyList<DependencyEdge> Find(CyclicCore core, CycleRule rule, long stepsMax)
    {
        int[] starts = rule.CyclicNodes(core.Graph);
        return starts.Length == 0 ? [] : new CycleSearch(core, rule, stepsMax).Shortest(starts);
    }

    private bool Follows(EdgeKinds kind) => (_rule.All & kind) != 0;

    private IReadOnlyList<DependencyEdge> Shortest(int[] starts)
    {
        for (int depthMax = 2; depthMax < int.MaxValue / 2; depthMax *= 2)
        {
            IReadOnlyList<DependencyEdge>? best = null;
            foreach (int start in starts)
            {
                int limit =
                    best is not null ? best.Count - 1
                    : _steps > 0 ? depthMax
                    : int.MaxValue;
                best = From(start, limit) ?? best;
                if (best is not null && (best.Count <= 2 || _steps <= 0))
                {
                    break;
                }
            }

            if (best is not null)
            {
                return best;
            }
        }

        throw new InvariantViolation("a cyclic rule has a cycle");
    }

    /// <summary>A shortest cycle through one node of at most so many edges, or null.</summary>
    private List<DependencyEdge>? From(int start, int lengthMax)
    {
        _stamp++;
        _queued = 0;
        // A cycle that leaves by a plain edge, or, behind an order of real time that closes it, by any.
        bool isBehindRealtime = Follows(EdgeKinds.Realtime);
        int first = (2 * start) + (isBehindRealtime && _rule.IsGuarded ? 1 : 0);
        Reach(first, -1, EdgeKinds.None, 0);
        for (int head = 0; head < _queued; head++)
        {
            int state = _queue[head];
            int node = state >> 1;
            if (_depth[state] >= lengthMax)
            {
                break;
            }

            if (isBehindRealtime && head > 0 && _core.CompletedOf(node) < _core.InvokedOf(start))
            {
                return Path(state, start, EdgeKinds.Realtime);
            }

            if (Expand(state, start, first) is { } cycle)
            {
                return cycle;
            }
        }

        return null;
    }

    private List<DependencyEdge>? Expand(int state, int start, int first)
    {
        int node = state >> 1;
        bool mayGuarded = !_rule.IsGuarded || (state & 1) == 1;
        EdgeKinds allowed = (mayGuarded ? _rule.All : _rule.Plain | _rule.Carriers) & ~EdgeKinds.Realtime;
        int end = _graph.EndOf(node);
        for (int edge = _graph.StartOf(node); edge < end; edge++)
        {
            EdgeKinds kind = _graph.Kinds[edge];
            if ((kind & allowed & ~EdgeKinds.Session) == 0)
            {
                continue;
            }

            int target = _graph.Targets[edge];
            _steps--;
            bool isBack = target == start && (first == 2 * start || (kind & _rule.Carriers) != 0);
            if (isBack)
            {
                return Path(state, start, kind);
            }

            Reach(StateOf(target, kind), state, kind, _depth[state] + 1);
        }

        if ((allowed & EdgeKinds.Session) != 0 && _core.CompletedOf(node) < int.MaxValue)
        {
            ExpandSession(state);
        }

        return null;
    }

    /// <summary>
    /// Reaches the later transactions of a session; whoever was passed once has passed on to all.
    /// </summary>
    private void ExpandSession(int state)
    {
        int node = _nextInSession[state >> 1];
        while (node >= 0 && _sessionSeen[node] != _stamp)
        {
            _steps--;
            _sessionSeen[node] = _stamp;
            Reach(StateOf(node, EdgeKinds.Session), state, EdgeKinds.Session, _depth[state] + 1);
            node = _nextInSession[node];
        }
    }

    private int StateOf(int node, EdgeKinds kind) =>
        (2 * node) + (_rule.IsGuarded && (kind & _rule.Carriers) != 0 ? 1 : 0);

    private void Reach(int state, int parent, EdgeKinds kind, int depth)
    {
        if (_seen[state] == _stamp)
        {
            return;
        }

        _seen[state] = _stamp;
        _parent[state] = parent;
        _kindIn[state] = kind;
        _depth[state] = depth;
        _queue[_queued++] = state;
    }

    private List<DependencyEdge> Path(int last, int start, EdgeKinds closing)
    {
        List<DependencyEdge> cycle = [Edge(last >> 1, start, closing)];
        for (int state = last; _parent[state] >= 0; state = _parent[state])
        {
            cycle.Add(Edge(_parent[state] >> 1, state >> 1, _kindIn[state]));
        }

        cycle.Reverse();
        return cycle;
    }

    private DependencyEdge Edge(int source, int target, EdgeKinds kind) =>
        new(_core.Transactions[source], _core.Transactions[target], kind);

    private static int[] NextInSession(CyclicCore core)
    {
        int[] next = new int[core.Graph.NodeCount];
        Dictionary<int, int> later = [];
        for (int node = next.Length - 1; node >= 0; node--)
        {
            next[node] = later.GetValueOrDefault(core.SessionOf(node), -1);
            later[core.SessionOf(node)] = node;
        }

        return next;
    }
}
