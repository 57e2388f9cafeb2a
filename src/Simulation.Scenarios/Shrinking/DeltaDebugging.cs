namespace Simulation.Scenarios.Shrinking;

/// <summary>
/// Reduces a list to one that still fails and from which no single element can be left out: the algorithm
/// <c>ddmin</c> of Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input" (2002), section 3.
/// </summary>
public static class DeltaDebugging
{
    /// <summary>The 1-minimal list, its elements in their order.</summary>
    /// <param name="whole">A list that fails.</param>
    /// <param name="failing">
    /// The index of the first candidate that fails, or -1. It gets all candidates of a round at once, so it may
    /// try them side by side; the answer must not depend on how. Answering -1 always ends the search.
    /// </param>
    public static IReadOnlyList<T> Minimize<T>(
        IReadOnlyList<T> whole,
        Func<IReadOnlyList<IReadOnlyList<T>>, int> failing
    )
    {
        if (
            whole.Count == 0
            || failing([
                [],
            ]) == 0
        )
        {
            return [];
        }

        IReadOnlyList<T> current = whole;
        int parts = 2;
        while (current.Count >= 2)
        {
            List<IReadOnlyList<T>> candidates = Candidates(current, parts);
            int found = failing(candidates);
            if (found >= 0)
            {
                current = candidates[found];
                parts = found < parts ? 2 : Math.Max(parts - 1, 2);
            }
            else if (parts < current.Count)
            {
                parts = Math.Min(parts * 2, current.Count);
            }
            else
            {
                break;
            }

            parts = Math.Min(parts, Math.Max(current.Count, 1));
        }

        return current;
    }

    /// <summary>First the parts alone, then all but each part; with two parts these are the same.</summary>
    private static List<IReadOnlyList<T>> Candidates<T>(IReadOnlyList<T> list, int parts)
    {
        List<IReadOnlyList<T>> candidates = [];
        for (int part = 0; part < parts; part++)
        {
            (int start, int end) = Bounds(list.Count, part, parts);
            candidates.Add([.. list.Skip(start).Take(end - start)]);
        }

        for (int part = 0; part < parts && parts > 2; part++)
        {
            (int start, int end) = Bounds(list.Count, part, parts);
            candidates.Add([.. list.Take(start), .. list.Skip(end)]);
        }

        return candidates;
    }

    private static (int Start, int End) Bounds(int count, int part, int parts) =>
        (count * part / parts, count * (part + 1) / parts);
}
