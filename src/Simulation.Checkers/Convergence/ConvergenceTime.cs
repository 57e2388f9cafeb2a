using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Checkers.Convergence;

/// <summary>How long replicas went on disagreeing.</summary>
/// <param name="Divergent">The keys on which they disagreed at the instant, in ordinal order.</param>
/// <param name="Unresolved">Those on which they never agreed afterwards, in ordinal order.</param>
/// <param name="Longest">
/// Until the last key first agreed; zero if none differed, null if one never agreed.
/// </param>
public sealed record ConvergenceResult(
    IReadOnlyList<string> Divergent,
    IReadOnlyList<string> Unresolved,
    SimDuration? Longest
);

/// <summary>
/// Measures how long replicas take to agree after an instant, such as the heal of a partition (white box).
/// </summary>
public static class ConvergenceTime
{
    /// <summary>
    /// For each key on which the replicas disagree at <paramref name="from"/>, the time until all first show
    /// the same write. A replica that never showed a key shows <see cref="Applied.Nothing"/>.
    /// </summary>
    /// <param name="truth">What replicas showed.</param>
    /// <param name="from">The instant; changes at this instant count as before it.</param>
    /// <param name="replicas">The replicas that must agree.</param>
    public static ConvergenceResult Measure(
        GroundTruth truth,
        SimTime from,
        IReadOnlyCollection<int> replicas
    )
    {
        SortedDictionary<string, SortedDictionary<int, int>> shown = new(StringComparer.Ordinal);
        SortedSet<string> open = new(StringComparer.Ordinal);
        List<string>? divergent = null;
        SimDuration longest = SimDuration.Zero;
        foreach (Applied change in truth.Changes)
        {
            if (!replicas.Contains(change.Replica))
            {
                continue;
            }

            if (divergent is null && change.Time > from)
            {
                divergent = Divergent(shown);
                open.UnionWith(divergent);
            }

            if (!shown.TryGetValue(change.Key, out SortedDictionary<int, int>? byReplica))
            {
                byReplica = [];
                foreach (int replica in Homes(truth, change.Key, replicas))
                {
                    byReplica[replica] = Applied.Nothing;
                }

                shown.Add(change.Key, byReplica);
            }

            if (!byReplica.ContainsKey(change.Replica))
            {
                // A replica that keeps a write for another until it is back is no home of the key.
                continue;
            }

            byReplica[change.Replica] = change.Write;
            if (open.Contains(change.Key) && Agree(byReplica))
            {
                open.Remove(change.Key);
                longest = change.Time - from;
            }
        }

        if (divergent is null)
        {
            divergent = Divergent(shown);
            open.UnionWith(divergent);
        }

        return new ConvergenceResult(divergent, [.. open], open.Count == 0 ? longest : null);
    }

    private static IEnumerable<int> Homes(GroundTruth truth, string key, IReadOnlyCollection<int> replicas) =>
        truth.HomesOf is { } homesOf ? homesOf(key).Where(replicas.Contains) : replicas;

    private static List<string> Divergent(SortedDictionary<string, SortedDictionary<int, int>> shown) =>
        [.. shown.Where(pair => !Agree(pair.Value)).Select(pair => pair.Key)];

    private static bool Agree(SortedDictionary<int, int> byReplica)
    {
        int first = byReplica.Values.First();
        return byReplica.Values.All(write => write == first);
    }
}
