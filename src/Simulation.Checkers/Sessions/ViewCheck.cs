using Simulation.Checkers.Transactions.Graphs;

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
            (int first, int second, int source) = Before(top.Step);
            Open(first, entry);
            Open(second, entry);
            Open(source, entry);
        }
    }

    private void Open(int step, int cause)
    {
        if (step >= 0)
        {
            _open.Push((step, cause));
        }
    }

    /// <summary>What directly precedes a step, each one once; negative for nothing.</summary>
    private (int First, int Second, int Source) Before(int step)
    {
        (int first, int second) = _guarantee.Before(_log, step, _session);
        return (first, second == first ? SessionLog.None : second, _log.Sources[step]);
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
        ulong[] ranks = new ulong[writes.Length];
        for (int i = 0; i < writes.Length; i++)
        {
            ulong place = ((ulong)(uint)_log.Keys[writes[i]] << 32) | ((ulong)(uint)_batches[writes[i]] << 1);
            ranks[i] = place | (lastRead.ContainsKey(writes[i]) ? 0UL : 1UL);
        }

        Array.Sort(ranks, writes);
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

        var graph = DependencyGraph.Draw(_log.Count, edges => AddAll(lastOf, edges));
        int[] waiting = new int[_log.Count];
        foreach (int target in graph.Targets)
        {
            waiting[target]++;
        }

        Queue<int> ready = new(_marked.Where(step => waiting[step] == 0));
        int done = 0;
        while (ready.TryDequeue(out int step))
        {
            done++;
            for (int edge = graph.StartOf(step); edge < graph.EndOf(step); edge++)
            {
                if (--waiting[graph.Targets[edge]] == 0)
                {
                    ready.Enqueue(graph.Targets[edge]);
                }
            }
        }

        return done == _marked.Count ? null : Witness([.. _marked.Where(step => waiting[step] > 0)]);
    }

    private void AddAll(Dictionary<(int Key, int Batch), int> lastOf, IEdgeSink edges)
    {
        foreach (int step in _marked)
        {
            (int first, int second, int source) = Before(step);
            Add(first, step);
            Add(second, step);
            Add(source, step);
            bool isBeforeLast = _log.IsWrite(step) && lastOf.ContainsKey((_log.Keys[step], _batches[step]));
            if (isBeforeLast)
            {
                Add(step, lastOf[(_log.Keys[step], _batches[step])]);
            }
        }

        void Add(int before, int after)
        {
            if (before >= 0)
            {
                edges.Add(before, after, EdgeKinds.Session);
            }
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
