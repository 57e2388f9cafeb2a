using Simulation.Checkers.Sessions;

namespace Simulation.Checkers.Causal;

/// <summary>
/// The order in which steps may depend on each other, by way of sessions and reads.
/// </summary>
internal static class CausalOrder
{
    /// <summary>
    /// The steps in an order that respects the guarantee's own order and every read's source, together with
    /// extra edges; or a cycle of them.
    /// </summary>
    /// <param name="log">The steps.</param>
    /// <param name="guarantee">Which order of sessions counts.</param>
    /// <param name="extra">By step: more steps that must come before it; null for none.</param>
    /// <param name="cycle">The cycle, each step before the next and the last before the first.</param>
    public static int[]? Sort(SessionLog log, Guarantee guarantee, List<int>?[]? extra, out List<int>? cycle)
    {
        int[] waiting = new int[log.Count];
        int[] starts = new int[log.Count + 1];
        ForEachEdge(log, guarantee, extra, (before, step) => starts[before + 1]++);
        for (int step = 0; step < log.Count; step++)
        {
            starts[step + 1] += starts[step];
        }

        int[] next = new int[starts[^1]];
        int[] filled = starts[..^1];
        ForEachEdge(
            log,
            guarantee,
            extra,
            (before, step) =>
            {
                next[filled[before]++] = step;
                waiting[step]++;
            }
        );
        int[] order = new int[log.Count];
        int count = 0;
        for (int step = 0; step < log.Count; step++)
        {
            if (waiting[step] == 0)
            {
                order[count++] = step;
            }
        }

        for (int done = 0; done < count; done++)
        {
            for (int i = starts[order[done]]; i < starts[order[done] + 1]; i++)
            {
                if (--waiting[next[i]] == 0)
                {
                    order[count++] = next[i];
                }
            }
        }

        cycle = count == log.Count ? null : FindCycle(log, guarantee, extra, waiting);
        return cycle is null ? order : null;
    }

    /// <summary>Follows what still waits backwards until a step comes again.</summary>
    private static List<int> FindCycle(
        SessionLog log,
        Guarantee guarantee,
        List<int>?[]? extra,
        int[] waiting
    )
    {
        int[] from = new int[log.Count];
        Array.Fill(from, -1);
        ForEachEdge(
            log,
            guarantee,
            extra,
            (before, step) => from[step] = waiting[before] > 0 ? before : from[step]
        );
        int at = Array.FindIndex(waiting, count => count > 0);
        bool[] isSeen = new bool[log.Count];
        while (!isSeen[at])
        {
            isSeen[at] = true;
            at = from[at];
        }

        List<int> cycle = [at];
        for (int step = from[at]; step != at; step = from[step])
        {
            cycle.Add(step);
        }

        cycle.Reverse();
        return cycle;
    }

    private static void ForEachEdge(
        SessionLog log,
        Guarantee guarantee,
        List<int>?[]? extra,
        Action<int, int> visit
    )
    {
        for (int step = 0; step < log.Count; step++)
        {
            (int first, int second) = guarantee.Before(log, step, session: -1);
            if (first >= 0)
            {
                visit(first, step);
            }

            if (second >= 0 && second != first)
            {
                visit(second, step);
            }

            if (log.Sources[step] >= 0)
            {
                visit(log.Sources[step], step);
            }

            foreach (int before in extra?[step] ?? [])
            {
                visit(before, step);
            }
        }
    }
}
