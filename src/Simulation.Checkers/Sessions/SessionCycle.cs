namespace Simulation.Checkers.Sessions;

/// <summary>
/// Finds the shortest cycle of what must come before what in a few operations that break a guarantee, by
/// trying all pairs; for explanations only.
/// </summary>
internal sealed class SessionCycle
{
    private readonly SessionLog _log;
    private readonly Guarantee _guarantee;
    private readonly int _session;
    private readonly bool _hasTimes;
    private readonly bool[,] _isBefore;
    private readonly SortedDictionary<(int Source, int Target), OrderEdge> _edges = [];

    private SessionCycle(SessionLog log, Guarantee guarantee, int session, bool hasTimes)
    {
        _log = log;
        _guarantee = guarantee;
        _session = session;
        _hasTimes = hasTimes;
        _isBefore = new bool[log.Count, log.Count];
    }

    /// <summary>The cycle; empty where pairs alone do not show one.</summary>
    /// <param name="log">A few steps.</param>
    /// <param name="guarantee">What they break.</param>
    /// <param name="session">Whose view; negative for everybody's.</param>
    /// <param name="hasTimes">Whether times are times.</param>
    public static IReadOnlyList<OrderEdge> Find(
        SessionLog log,
        Guarantee guarantee,
        int session,
        bool hasTimes
    )
    {
        SessionCycle search = new(log, guarantee, session, hasTimes);
        search.AddGiven();
        while (search.AddForced()) { }
        return search.Shortest();
    }

    private bool IsJudged(int step) =>
        !_log.IsWrite(step)
        && (!_log.IsLost(step) || _session < 0)
        && (_guarantee == Guarantee.CausalConvergence || _session < 0 || _log.Sessions[step] == _session);

    private void AddGiven()
    {
        for (int step = 0; step < _log.Count; step++)
        {
            bool isIn = _log.IsWrite(step) || IsJudged(step) || _guarantee.IsCarriedByReads();
            if (!isIn)
            {
                continue;
            }

            if (_log.Sources[step] >= 0)
            {
                Add(_log.Sources[step], step, "wr", "the read returned what it wrote");
            }

            (int first, int second) = _guarantee.Before(_log, step, _session);
            AddSession(first, step);
            AddSession(second, step);
            if (_guarantee == Guarantee.ReadYourWrites && IsJudged(step))
            {
                for (int own = first; own >= 0; own = _log.WriteBefore[own])
                {
                    AddSession(own, step);
                }
            }
        }
    }

    private void AddSession(int before, int step)
    {
        if (before >= 0)
        {
            Add(before, step, "session", $"client {_log.Operations[step].Process} did it first");
        }
    }

    private bool AddForced()
    {
        int count = _edges.Count;
        Close();
        for (int read = 0; read < _log.Count; read++)
        {
            for (int write = 0; IsJudged(read) && write < _log.Count; write++)
            {
                int source = _log.Sources[read];
                bool isRival = _log.IsWrite(write) && write != source && _log.Keys[write] == _log.Keys[read];
                if (!isRival)
                {
                    continue;
                }

                if (source >= 0 && _isBefore[write, read])
                {
                    Add(
                        write,
                        source,
                        "ww",
                        $"it comes before the read that returned the other: "
                            + OperationWords.Say(_log.Operations[read], _hasTimes)
                    );
                }

                bool isOverwrite = source < 0 || _isBefore[source, write];
                if (isOverwrite && !(_log.IsFused(write) && write == read + 1))
                {
                    Add(read, write, "rw", "the read returned what that write replaced");
                }
            }
        }

        return _edges.Count > count;
    }

    private void Add(int source, int target, string kind, string because)
    {
        if (_edges.TryAdd((source, target), EdgeOf(source, target, kind, because)))
        {
            _isBefore[source, target] = true;
        }
    }

    private OrderEdge EdgeOf(int source, int target, string kind, string because) =>
        new(_log.Operations[source].Index, _log.Operations[target].Index, kind, because);

    private void Close()
    {
        for (int middle = 0; middle < _log.Count; middle++)
        {
            for (int from = 0; from < _log.Count; from++)
            {
                for (int to = 0; _isBefore[from, middle] && to < _log.Count; to++)
                {
                    _isBefore[from, to] |= _isBefore[middle, to];
                }
            }
        }
    }

    private List<OrderEdge> Shortest()
    {
        List<OrderEdge> best = [];
        for (int start = 0; start < _log.Count; start++)
        {
            List<OrderEdge> found = ShortestFrom(start);
            best = found.Count > 0 && (best.Count == 0 || found.Count < best.Count) ? found : best;
        }

        return best;
    }

    private List<OrderEdge> ShortestFrom(int start)
    {
        int[] from = new int[_log.Count];
        Array.Fill(from, -1);
        Queue<int> open = new([start]);
        while (open.TryDequeue(out int step))
        {
            for (int next = 0; next < _log.Count; next++)
            {
                if (!_edges.ContainsKey((step, next)) || from[next] >= 0)
                {
                    continue;
                }

                from[next] = step;
                open.Enqueue(next);
                if (next == start)
                {
                    return Walk(from, start);
                }
            }
        }

        return [];
    }

    private List<OrderEdge> Walk(int[] from, int start)
    {
        List<OrderEdge> cycle = [];
        int at = start;
        do
        {
            OrderEdge edge = _edges[(from[at], at)];
            if (edge.Source != edge.Target)
            {
                cycle.Add(edge);
            }

            at = from[at];
        } while (at != start);
        cycle.Reverse();
        return cycle;
    }
}
