using Simulation.Checkers.Sessions;
using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Sequential;

/// <summary>
/// Tries one order of the writes of each key: that in which they returned, as far as causality lets it be.
/// Stores that keep one log order their writes so, and checking one order is linear but for sorting.
/// </summary>
internal sealed class LikelyOrder(SessionLog log)
{
    /// <summary>
    /// Whether that order explains all reads in one order of everything that keeps each session's own; says
    /// nothing when false.
    /// </summary>
    /// <param name="log">The steps, each with its source.</param>
    /// <param name="extra">By step: writes that are known to come before it; null where that is not known.</param>
    public static bool Explains(SessionLog log, List<int>?[]? extra)
    {
        LikelyOrder order = new(log);
        int[] nextWrite = order.NextWrites(extra, out int[] firstWrite);
        var graph = DependencyGraph.Draw(
            log.Count,
            edges =>
            {
                order.AddKnown(edges);
                order.AddVersions(nextWrite, firstWrite, edges);
            }
        );
        return StrongComponents.Find(graph, (EdgeKinds)byte.MaxValue).IsAcyclic;
    }

    /// <summary>The two steps of a compare-and-set are one.</summary>
    private int NodeOf(int step) => log.IsFused(step) ? step - 1 : step;

    private void Add(int before, int after, EdgeKinds kind, IEdgeSink edges)
    {
        (int first, int second) = (NodeOf(before), NodeOf(after));
        if (first != second)
        {
            edges.Add(first, second, kind);
        }
    }

    private void AddKnown(IEdgeSink edges)
    {
        for (int step = 0; step < log.Count; step++)
        {
            if (log.Before[step] >= 0)
            {
                Add(log.Before[step], step, EdgeKinds.Session, edges);
            }

            if (log.Sources[step] >= 0)
            {
                Add(log.Sources[step], step, EdgeKinds.WriteRead, edges);
            }
        }
    }

    /// <summary>Each write after the one before it of its key, and after all that read that one.</summary>
    private void AddVersions(int[] nextWrite, int[] firstWrite, IEdgeSink edges)
    {
        for (int step = 0; step < log.Count; step++)
        {
            bool isWrite = log.IsWrite(step);
            int version = isWrite ? step : log.Sources[step];
            int next = version >= 0 ? nextWrite[version] : firstWrite[log.Keys[step]];
            if (next >= 0)
            {
                Add(step, next, isWrite ? EdgeKinds.WriteWrite : EdgeKinds.ReadWrite, edges);
            }
        }
    }

    /// <summary>By write: the next one of its key in the likely order; and by key: its first.</summary>
    private int[] NextWrites(List<int>?[]? extra, out int[] firstWrite)
    {
        int[] last = new int[log.KeyCount];
        int[] next = new int[log.Count];
        firstWrite = new int[log.KeyCount];
        Array.Fill(last, SessionLog.None);
        Array.Fill(next, SessionLog.None);
        Array.Fill(firstWrite, SessionLog.None);
        foreach (int node in Sorted(extra))
        {
            int write = node + 1 < log.Count && log.IsFused(node + 1) ? node + 1 : node;
            if (!log.IsWrite(write))
            {
                continue;
            }

            ref int before = ref last[log.Keys[write]];
            (before >= 0 ? ref next[before] : ref firstWrite[log.Keys[write]]) = write;
            before = write;
        }

        return next;
    }

    /// <summary>
    /// The steps in an order that keeps all that is known, of those that are free what returned first.
    /// </summary>
    private List<int> Sorted(List<int>?[]? extra)
    {
        var graph = DependencyGraph.Draw(
            log.Count,
            edges =>
            {
                AddKnown(edges);
                for (int step = 0; step < log.Count; step++)
                {
                    foreach (int write in extra?[step] ?? [])
                    {
                        Add(write, step, EdgeKinds.WriteWrite, edges);
                    }
                }
            }
        );
        int[] waiting = new int[log.Count];
        foreach (int target in graph.Targets)
        {
            waiting[target]++;
        }

        PriorityQueue<int, (int, int)> free = new();
        for (int step = 0; step < log.Count; step++)
        {
            if (waiting[step] == 0 && !log.IsFused(step))
            {
                free.Enqueue(step, Rank(step));
            }
        }

        List<int> order = new(log.Count);
        while (free.TryDequeue(out int node, out _))
        {
            order.Add(node);
            for (int edge = graph.StartOf(node); edge < graph.EndOf(node); edge++)
            {
                int after = graph.Targets[edge];
                if (--waiting[after] == 0)
                {
                    free.Enqueue(after, Rank(after));
                }
            }
        }

        return order;
    }

    private (int Returned, int Step) Rank(int step) =>
        (log.IsLost(step) ? log.Operations[step].InvokedOrder : log.Operations[step].CompletedOrder, step);
}
