using Simulation.Histories;

namespace Simulation.Checkers.Convergence;

/// <summary>
/// Finds the keys of a derived store that do not hold what the database they are derived from holds (white box).
/// </summary>
public static class DivergentKeys
{
    /// <summary>The keys that were written and whose last writes differ, in ordinal order.</summary>
    /// <param name="history">What clients asked of the derived store.</param>
    /// <param name="origin">What the replicas of the database showed.</param>
    /// <param name="derived">What the replicas of the derived store showed.</param>
    /// <param name="replicas">The replicas of the derived store that count, by node number.</param>
    public static IReadOnlyList<string> Find(
        History history,
        GroundTruth origin,
        GroundTruth derived,
        IReadOnlyCollection<int> replicas
    )
    {
        Dictionary<string, int> committed = LastCommitted(origin);
        Dictionary<string, int> shown = LastShown(derived, replicas);
        return
        [
            .. history
                .Operations.Select(operation => operation.Key)
                .OfType<string>()
                .Distinct(StringComparer.Ordinal)
                .Where(key =>
                    committed.GetValueOrDefault(key, Applied.Nothing)
                    != shown.GetValueOrDefault(key, Applied.Nothing)
                )
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// The first replica to show a write shows it in the order of the log; the others may be behind.
    /// </summary>
    private static Dictionary<string, int> LastCommitted(GroundTruth truth)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        var seen = new HashSet<(string, int)>();
        foreach (Applied change in truth.Changes)
        {
            if (change.Write != Applied.Nothing && seen.Add((change.Key, change.Write)))
            {
                last[change.Key] = change.Write;
            }
        }

        return last;
    }

    private static Dictionary<string, int> LastShown(GroundTruth truth, IReadOnlyCollection<int> replicas)
    {
        var last = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Applied change in truth.Changes)
        {
            if (replicas.Contains(change.Replica))
            {
                last[change.Key] = change.Write;
            }
        }

        return last;
    }
}
