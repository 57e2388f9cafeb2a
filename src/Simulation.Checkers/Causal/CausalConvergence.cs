using Simulation.Checkers.Sessions;

namespace Simulation.Checkers.Causal;

/// <summary>
/// Decides whether one order of all writes, the same for everyone, keeps causality and lets each read return
/// the last write that it depends on. A write that a read depends on, of the key that it read, must come
/// before the one that it returned; the model holds exactly when these edges and causality have no cycle.
/// </summary>
/// <remarks>
/// Source: Bouajjani et al., "On verifying causal consistency", POPL 2017, section 3 (CCv) and the bad
/// patterns of section 5; Biswas and Enea, OOPSLA 2019, for the single-pass form.
/// </remarks>
internal sealed class CausalConvergence
{
    private readonly SessionLog _log;
    private readonly int[] _places;
    private readonly int[] _clocks;
    private readonly Dictionary<(int Key, int Session), List<int>> _writes = [];
    private readonly List<int>?[] _lostByKey;
    private readonly List<int>?[] _readers;

    private CausalConvergence(SessionLog log)
    {
        _log = log;
        _places = new int[log.Count];
        _clocks = new int[(long)log.Count * log.SessionCount];
        _lostByKey = new List<int>?[log.KeyCount];
        _readers = new List<int>?[log.Count];
        for (int session = 0; session < log.SessionCount; session++)
        {
            for (int place = 0; place < log.BySession[session].Count; place++)
            {
                _places[log.BySession[session][place]] = place;
            }
        }
    }

    /// <summary>
    /// For each step the writes that must come directly before it; or null, with steps that together break
    /// the model.
    /// </summary>
    public static List<int>?[]? Order(SessionLog log, out List<int>? conflict) =>
        new CausalConvergence(log).Run(out conflict);

    private List<int>?[]? Run(out List<int>? conflict)
    {
        if (CausalOrder.Sort(_log, Guarantee.CausalConvergence, null, out conflict) is not { } order)
        {
            return null;
        }

        FillClocks(order);
        IndexWrites();
        List<int>?[] extra = new List<int>?[_log.Count];
        Dictionary<(int Before, int Step), int> reasons = [];
        for (int read = 0; read < _log.Count; read++)
        {
            if (_log.IsWrite(read))
            {
                continue;
            }

            int source = _log.Sources[read];
            foreach (int write in WritesBefore(read))
            {
                if (source < 0)
                {
                    conflict = [.. Path(write, read).Order()];
                    return null;
                }

                if (write != source && reasons.TryAdd((write, source), read))
                {
                    (extra[source] ??= []).Add(write);
                }
            }
        }

        CausalOrder.Sort(_log, Guarantee.CausalConvergence, extra, out List<int>? cycle);
        conflict = cycle is null ? null : Witness(cycle, reasons);
        return conflict is null ? extra : null;
    }

    private Span<int> ClockOf(int step) => _clocks.AsSpan(step * _log.SessionCount, _log.SessionCount);

    private void FillClocks(int[] order)
    {
        foreach (int step in order)
        {
            (int first, int second) = Guarantee.CausalConvergence.Before(_log, step, session: -1);
            Join(step, first);
            Join(step, second);
            Join(step, _log.Sources[step]);
        }
    }

    private void Join(int step, int before)
    {
        if (before < 0)
        {
            return;
        }

        Span<int> clock = ClockOf(step);
        Span<int> earlier = ClockOf(before);
        for (int i = 0; i < clock.Length; i++)
        {
            clock[i] = Math.Max(clock[i], earlier[i]);
        }

        if (!_log.IsLost(before))
        {
            ref int own = ref clock[_log.Sessions[before]];
            own = Math.Max(own, _places[before] + 1);
        }
    }

    private void IndexWrites()
    {
        for (int step = 0; step < _log.Count; step++)
        {
            if (_log.Sources[step] >= 0 && _log.IsLost(_log.Sources[step]))
            {
                (_readers[_log.Sources[step]] ??= []).Add(step);
            }

            if (!_log.IsWrite(step))
            {
                continue;
            }

            if (_log.IsLost(step))
            {
                (_lostByKey[_log.Keys[step]] ??= []).Add(step);
                continue;
            }

            _writes.TryAdd((_log.Keys[step], _log.Sessions[step]), []);
            _writes[(_log.Keys[step], _log.Sessions[step])].Add(step);
        }
    }

    /// <summary>Of each session the last write of the read's key that the read depends on.</summary>
    private List<int> WritesBefore(int read)
    {
        List<int> found = [];
        int key = _log.Keys[read];
        for (int session = 0; session < _log.SessionCount; session++)
        {
            int known = ClockOf(read)[session];
            if (known > 0 && _writes.TryGetValue((key, session), out List<int>? writes))
            {
                int last = LastBelow(writes, known);
                if (last >= 0)
                {
                    found.Add(writes[last]);
                }
            }
        }

        foreach (int lost in _lostByKey[key] ?? [])
        {
            if ((_readers[lost] ?? []).Exists(reader => reader == read || DependsOn(read, reader)))
            {
                found.Add(lost);
            }
        }

        return found;
    }

    private bool DependsOn(int step, int before) =>
        !_log.IsLost(before) && ClockOf(step)[_log.Sessions[before]] > _places[before];

    private int LastBelow(List<int> writes, int known)
    {
        int low = 0;
        int high = writes.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_places[writes[middle]] < known)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low - 1;
    }

    private List<int> Witness(List<int> cycle, Dictionary<(int Before, int Step), int> reasons)
    {
        SortedSet<int> all = [.. cycle];
        for (int i = 0; i < cycle.Count; i++)
        {
            if (reasons.TryGetValue((cycle[i], cycle[(i + 1) % cycle.Count]), out int read))
            {
                all.UnionWith(Path(cycle[i], read));
            }
        }

        return [.. all];
    }

    /// <summary>The steps by way of which one depends on another, both included.</summary>
    private List<int> Path(int from, int to)
    {
        Dictionary<int, int> towards = new() { [to] = -1 };
        Queue<int> open = new([to]);
        while (open.TryDequeue(out int step) && step != from)
        {
            (int first, int second) = Guarantee.CausalConvergence.Before(_log, step, session: -1);
            foreach (int before in (int[])[first, second, _log.Sources[step]])
            {
                if (before >= 0 && towards.TryAdd(before, step))
                {
                    open.Enqueue(before);
                }
            }
        }

        List<int> path = [];
        for (int step = from; step >= 0; step = towards[step])
        {
            path.Add(step);
            if (_log.Sources[step] >= 0)
            {
                path.Add(_log.Sources[step]);
            }
        }

        return path;
    }
}
