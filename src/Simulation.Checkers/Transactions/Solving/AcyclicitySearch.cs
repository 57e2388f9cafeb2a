using Simulation.Kernel;

namespace Simulation.Checkers.Transactions.Solving;

/// <summary>How a search ended.</summary>
internal enum SearchEnd
{
    /// <summary>Every choice is made and the graph has no cycle.</summary>
    Found,

    /// <summary>There is no way to choose.</summary>
    Impossible,

    /// <summary>The steps ran out.</summary>
    OutOfSteps,
}

/// <summary>
/// Chooses one of two sets of edges for each of many pairs so that a graph stays without cycles, by
/// conflict-driven search: two watched literals, clauses learned at the first unique implication point, and
/// the graph as a theory that answers each cycle with a clause.
/// </summary>
/// <remarks>
/// Sources: Marques-Silva and Sakallah, "GRASP", 1999; Moskewicz et al., "Chaff", DAC 2001; Bayless et al.,
/// "SAT Modulo Monotonic Theories", AAAI 2015, for acyclicity. A literal is 2v where the first set of
/// choice v is taken and 2v + 1 where the second is.
/// </remarks>
internal sealed class AcyclicitySearch
{
    private readonly TopologicalOrder _order;
    private readonly IChoices _choices;
    private readonly ClauseStore _clauses = new();
    private readonly ActivityQueue _queue;
    private readonly bool[] _isSet;
    private readonly bool[] _isSecond;
    private readonly int[] _level;
    private readonly int[] _reason;
    private readonly bool[] _isMarked;
    private readonly List<int> _trail = [];
    private readonly List<int> _edgesBefore = [];
    private readonly List<int> _levelStarts = [];
    private readonly List<int> _conflict = [];
    private readonly List<int> _learned = [];
    private readonly List<(int Source, int Target)> _edges = [];
    private int _propagated;

    /// <summary>Prepares a search.</summary>
    /// <param name="order">The graph of what is known; the search adds to it.</param>
    /// <param name="choices">What is to be chosen.</param>
    public AcyclicitySearch(TopologicalOrder order, IChoices choices)
    {
        _order = order;
        _choices = choices;
        int count = choices.Count;
        _queue = new ActivityQueue(count);
        _isSet = new bool[count];
        _isSecond = new bool[count];
        _level = new int[count];
        _reason = new int[count];
        _isMarked = new bool[count];
        _clauses.Prepare(count);
    }

    /// <summary>How many conflicts there were.</summary>
    public int Conflicts { get; private set; }

    /// <summary>How many choices are made at present.</summary>
    public int Made => _trail.Count;

    /// <summary>
    /// Called with the nodes and labels of every cycle met; see <see cref="TopologicalOrder"/>.
    /// </summary>
    public Action<IReadOnlyList<int>, IReadOnlyList<int>>? CycleMet { get; init; }

    /// <summary>
    /// Searches. Whatever is left out of account by the graph is asked of
    /// <see cref="IChoices.FinalConflict"/> once all choices are made.
    /// </summary>
    /// <param name="steps">What may be spent; reduced by what was.</param>
    public SearchEnd Run(ref long steps)
    {
        long before = _order.Steps;
        while (steps > 0)
        {
            steps -= 1 + _order.Steps - before;
            before = _order.Steps;
            if (!Propagate() || (_trail.Count == _choices.Count && !PassesFinalCheck()))
            {
                Conflicts++;
                if (!Resolve())
                {
                    return SearchEnd.Impossible;
                }
            }
            else if (_trail.Count == _choices.Count)
            {
                return SearchEnd.Found;
            }
            else
            {
                Decide();
            }
        }

        return SearchEnd.OutOfSteps;
    }

    /// <summary>Whether the second set of a choice was taken; asked once found.</summary>
    public bool TookSecond(int choice) => _isSecond[choice];

    private bool IsTrue(int literal) =>
        _isSet[literal >> 1] && _isSecond[literal >> 1] == ((literal & 1) == 1);

    private bool IsFalse(int literal) => _isSet[literal >> 1] && !IsTrue(literal);

    private bool PassesFinalCheck()
    {
        _conflict.Clear();
        _choices.FinalConflict(TookSecond, _conflict);
        return _conflict.Count == 0;
    }

    private void Decide()
    {
        int choice = _queue.Take();
        while (_isSet[choice])
        {
            choice = _queue.Take();
        }

        _levelStarts.Add(_trail.Count);
        // What already lies in the present order costs nothing to add.
        (int source, int target) = _choices.FirstEdgeOf(2 * choice);
        Assign((2 * choice) + (_order.IsBefore(source, target) ? 0 : 1), -1);
    }

    private void Assign(int literal, int reason)
    {
        int choice = literal >> 1;
        _isSet[choice] = true;
        _isSecond[choice] = (literal & 1) == 1;
        _level[choice] = _levelStarts.Count;
        _reason[choice] = reason;
        _trail.Add(literal);
    }

    private bool Propagate()
    {
        while (_propagated < _trail.Count)
        {
            int literal = _trail[_propagated++];
            _edgesBefore.Add(_order.AddedCount);
            if (!AddEdges(literal) || !PropagateClauses(literal ^ 1))
            {
                return false;
            }
        }

        return true;
    }

    private bool AddEdges(int literal)
    {
        _edges.Clear();
        _choices.EdgesOf(literal, _edges);
        foreach ((int source, int target) in _edges)
        {
            if (!_order.TryAdd(source, target, literal))
            {
                _conflict.Clear();
                AddToConflict(literal);
                foreach (int label in _order.CycleLabels)
                {
                    AddToConflict(label);
                }

                CycleMet?.Invoke(_order.CycleNodes, _order.CycleLabels);
                return false;
            }
        }

        return true;
    }

    private void AddToConflict(int trueLiteral)
    {
        if (trueLiteral >= 0 && !_conflict.Contains(trueLiteral ^ 1))
        {
            _conflict.Add(trueLiteral ^ 1);
        }
    }

    /// <summary>Visits the clauses that watch a literal which has become false.</summary>
    private bool PropagateClauses(int falseLiteral)
    {
        List<int> watchers = _clauses.WatchersOf(falseLiteral);
        int kept = 0;
        for (int i = 0; i < watchers.Count; i++)
        {
            int clause = watchers[i];
            Span<int> literals = _clauses.Literals(clause);
            if (literals[0] == falseLiteral)
            {
                (literals[0], literals[1]) = (literals[1], literals[0]);
            }

            if (IsTrue(literals[0]) || !TryRewatch(clause, literals))
            {
                watchers[kept++] = clause;
                if (IsFalse(literals[0]))
                {
                    for (i++; i < watchers.Count; i++)
                    {
                        watchers[kept++] = watchers[i];
                    }

                    watchers.RemoveRange(kept, watchers.Count - kept);
                    _conflict.Clear();
                    _conflict.AddRange(literals);
                    return false;
                }

                if (!IsTrue(literals[0]))
                {
                    Assign(literals[0], clause);
                }
            }
        }

        watchers.RemoveRange(kept, watchers.Count - kept);
        return true;
    }

    private bool TryRewatch(int clause, Span<int> literals)
    {
        for (int i = 2; i < literals.Length; i++)
        {
            if (!IsFalse(literals[i]))
            {
                (literals[1], literals[i]) = (literals[i], literals[1]);
                _clauses.WatchersOf(literals[1]).Add(clause);
                return true;
            }
        }

        return false;
    }

    /// <summary>Learns from the conflict and goes back; false when no choice is left to revise.</summary>
    private bool Resolve()
    {
        int level = 0;
        foreach (int literal in _conflict)
        {
            level = Math.Max(level, _level[literal >> 1]);
        }

        if (level == 0)
        {
            return false;
        }

        BackTo(level);
        Analyze(level);
        int back = 0;
        int second = 1;
        for (int i = 1; i < _learned.Count; i++)
        {
            if (_level[_learned[i] >> 1] > back)
            {
                back = _level[_learned[i] >> 1];
                second = i;
            }
        }

        BackTo(back);
        if (_learned.Count == 1)
        {
            Assign(_learned[0], -1);
        }
        else
        {
            (_learned[1], _learned[second]) = (_learned[second], _learned[1]);
            Assign(_learned[0], _clauses.Add(_learned));
        }

        _queue.Decay();
        return true;
    }

    /// <summary>Walks the trail back to the first point through which all of the conflict passes.</summary>
    private void Analyze(int level)
    {
        _learned.Clear();
        _learned.Add(-1);
        int open = 0;
        int at = _trail.Count - 1;
        ReadOnlySpan<int> reason = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_conflict);
        while (true)
        {
            foreach (int literal in reason)
            {
                int choice = literal >> 1;
                if (_isMarked[choice] || _level[choice] == 0 || IsTrue(literal))
                {
                    continue;
                }

                _isMarked[choice] = true;
                _queue.Bump(choice);
                if (_level[choice] == level)
                {
                    open++;
                }
                else
                {
                    _learned.Add(literal);
                }
            }

            while (!_isMarked[_trail[at] >> 1])
            {
                at--;
            }

            int pivot = _trail[at--];
            _isMarked[pivot >> 1] = false;
            if (--open == 0)
            {
                _learned[0] = pivot ^ 1;
                break;
            }

            Invariant.That(_reason[pivot >> 1] >= 0);
            reason = _clauses.Literals(_reason[pivot >> 1]);
        }

        foreach (int literal in _learned)
        {
            _isMarked[literal >> 1] = false;
        }
    }

    private void BackTo(int level)
    {
        if (_levelStarts.Count <= level)
        {
            return;
        }

        int start = _levelStarts[level];
        for (int i = _trail.Count - 1; i >= start; i--)
        {
            int choice = _trail[i] >> 1;
            _isSet[choice] = false;
            _queue.Restore(choice);
        }

        if (_propagated > start)
        {
            _order.TakeBackTo(_edgesBefore[start]);
            _edgesBefore.RemoveRange(start, _edgesBefore.Count - start);
            _propagated = start;
        }

        _trail.RemoveRange(start, _trail.Count - start);
        _levelStarts.RemoveRange(level, _levelStarts.Count - level);
    }
}
