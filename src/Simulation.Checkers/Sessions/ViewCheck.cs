namespace Simulation.Checkers.Sessions;

/// <summary>
/// Decides whether one session has a view that respects a guarantee which keeps the order of its own reads.
/// The reads are taken in turn; each asks for all that must come before it, so that every step gets the
/// number of the first read that needs it, its batch. Where a read returned one write although its batch
/// allows another of the same key, that other one must come earlier still. If this ends with no two writes
/// of a key read in overlapping stretches and no cycle within a batch, the batches one after the other are a
/// view.
/// </summary>
/// <remarks>
/// Source: Bouajjani, Enea, Guerraoui and Hamza, "On verifying causal consistency", POPL 2017, section 5
/// (causal memory); the batches are a way to its saturation in near-linear time.
/// </remarks>
internal sealed class ViewCheck
{
    private const int Never = int.MaxValue;

    private readonly SessionLog _log;
    private readonly Guarantee _guarantee;
    private readonly int[] _batches;
    private readonly int[] _entryOf;
    private readonly List<(int Step, int Cause, int Earlier, int Read)> _entries = [];
    private readonly List<int> _marked = [];
    private readonly Stack<(int Step, int Cause)> _open = new();
    private int _session;
    private int[] _reads = [];

    public ViewCheck(SessionLog log, Guarantee guarantee)
    {
        _log = log;
        _guarantee = guarantee;
        _batches = new int[log.Count];
        _entryOf = new int[log.Count];
        Array.Fill(_batches, Never);
    }

    /// <summary>
    /// Steps that together leave the session without a view, or null when it has one. Steps are unlike and
    /// in ascending order.
    /// </summary>
    public List<int>? FindConflict(int session)
    {
        foreach (int step in _marked)
        {
            _batches[step] = Never;
        }

        _marked.Clear();
        _entries.Clear();
        _session = session;
        _reads = [.. _log.BySession[session].Where(IsJudged)];
        for (int i = 0; i < _reads.Length; i++)
        {
            Lower(_reads[i], i, cause: -1, read: -1);
        }

        bool hasChanged = true;
        while (hasChanged)
        {
            if (Squeeze(out hasChanged) is { } conflict)
            {
                return conflict;
            }
        }

        return FindCycle();
    }

    /// <summary>
    /// Whether a step is a read whose answer the client got; what a lost compare-and-set found is in no order
    /// with what its session did later.
    /// </summary>
    private bool IsJudged(int step) => !_log.IsWrite(step) && !_log.IsLost(step);

    /// <summary>Gives a step, and all that must come before it, at most a batch.</summary>
    private void Lower(int step, int batch, int cause, int read)
    {
        _open.Push((step, cause));
        while (_open.TryPop(out (int Step, int Cause) top))
        {
            if (_batches[top.Step] <= batch)
            {
                continue;
            }

            bool isNew = _batches[top.Step] == Never;
            if (isNew)
            {
                _marked.Add(top.Step);
            }

            _batches[top.Step] = batch;
            _entries.Add((top.Step, top.Cause, isNew ? -1 : _entryOf[top.Step], read));
            int entry = _entries.Count - 1;
            _entryOf[top.Step] = entry;
            read = -1;
            ForEachBefore(top.Step, before => _open.Push((before, entry)));
        }
    }

    private void ForEachBefore(int step, Action<int> visit)
    {
        (int first, int second) = _guarantee.Before(_log, step, _session);
        if (first >= 0)
        {
            visit(first);
        }

        if (second >= 0 && second != first)
        {
            visit(second);
        }

        if (_log.Sources[step] >= 0)
        {
            visit(_log.Sources[step]);
        }
    }

    /// <summary>
    /// Moves writes out of the stretches in which others of their keys are read; a conflict when both are
    /// read, or when one precedes a read of the initial value.
    /// </summary>
    private List<int>? Squeeze(out bool hasChanged)
    {
        hasChanged = false;
        (Dictionary<int, int> lastRead, int[] initialRead) = LastReads();
        int[] writes = ByKeyAndBatch(lastRead);
        int owner = -1;
        foreach (int write in writes)
        {
            int key = _log.Keys[write];
            owner = owner >= 0 && _log.Keys[owner] == key ? owner : -1;
            if (_batches[write] <= initialRead[key])
            {
                return Witness([write, _reads[initialRead[key]]]);
            }

            bool isRead = lastRead.TryGetValue(write, out int last);
            int lastOfOwner = owner >= 0 ? lastRead[owner] : -1;
            bool isInside = owner >= 0 && _batches[write] <= lastOfOwner;
            if (isInside && isRead)
            {
                return Witness([owner, write, _reads[lastOfOwner], _reads[last]]);
            }

            if (isInside && _batches[write] > _batches[owner])
            {
                hasChanged = true;
                Lower(write, _batches[owner], _entryOf[owner], _reads[lastOfOwner]);
            }

            owner = isRead ? write : owner;
        }

        return null;
    }

    /// <summary>By write, and by key for the initial value, the last read that returned it.</summary>
    private (Dictionary<int, int> ByWrite, int[] Initial) LastReads()
    {
        Dictionary<int, int> byWrite = [];
        int[] initial = new int[_log.KeyCount];
        Array.Fill(initial, -1);
        for (int i = 0; i < _reads.Length; i++)
        {
            int source = _log.Sources[_reads[i]];
            if (source >= 0)
            {
                byWrite[source] = i;
            }
            else
            {
                initial[_log.Keys[_reads[i]]] = i;
            }
        }

        return (byWrite, initial);
    }

    /// <summary>The writes of the batches; in each batch of a key the one that is read comes first.</summary>
    private int[] ByKeyAndBatch(Dictionary<int, int> lastRead)
    {
        int[] writes = [.. _marked.Where(_log.IsWrite)];
        Array.Sort(
            writes,
            (left, right) =>
            {
                int byKey = _log.Keys[left].CompareTo(_log.Keys[right]);
                int byBatch = byKey != 0 ? byKey : _batches[left].CompareTo(_batches[right]);
                bool isLeftRead = lastRead.ContainsKey(left);
                return byBatch != 0 ? byBatch
                    : isLeftRead != lastRead.ContainsKey(right) ? (isLeftRead ? -1 : 1)
                    : left.CompareTo(right);
            }
        );
        return writes;
    }

    /// <summary>Within each batch the write that is read comes after the others of its key.</summary>
    private List<int>? FindCycle()
    {
        Dictionary<(int Key, int Batch), int> lastOf = [];
        foreach (int read in _reads)
        {
            int source = _log.Sources[read];
            if (source >= 0)
            {
                lastOf[(_log.Keys[source], _batches[source])] = source;
            }
        }

        int[] waiting = new int[_log.Count];
        List<int>?[] after = new List<int>?[_log.Count];
        foreach (int step in _marked)
        {
            ForEachBefore(step, before => Connect(before, step));
            bool isBeforeLast =
                _log.IsWrite(step)
                && lastOf.TryGetValue((_log.Keys[step], _batches[step]), out int last)
                && last != step;
            if (isBeforeLast)
            {
                Connect(step, lastOf[(_log.Keys[step], _batches[step])]);
            }
        }

        Queue<int> ready = new(_marked.Where(step => waiting[step] == 0));
        int done = 0;
        while (ready.TryDequeue(out int step))
        {
            done++;
            foreach (int next in after[step] ?? [])
            {
                if (--waiting[next] == 0)
                {
                    ready.Enqueue(next);
                }
            }
        }

        return done == _marked.Count ? null : Witness([.. _marked.Where(step => waiting[step] > 0)]);

        void Connect(int before, int step)
        {
            waiting[step]++;
            (after[before] ??= []).Add(step);
        }
    }

    /// <summary>The steps and all by way of which they came to their batches.</summary>
    private List<int> Witness(List<int> steps)
    {
        SortedSet<int> all = [];
        HashSet<int> seen = [];
        Stack<int> open = new();
        foreach (int step in steps)
        {
            all.Add(step);
            open.Push(_entryOf[step]);
        }

        while (open.TryPop(out int entry))
        {
            if (entry < 0 || !seen.Add(entry))
            {
                continue;
            }

            (int step, int cause, int earlier, int read) = _entries[entry];
            all.Add(step);
            open.Push(cause);
            open.Push(earlier);
            if (read >= 0)
            {
                all.Add(read);
                open.Push(_entryOf[read]);
            }
        }

        return [.. all];
    }
}
