using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>
/// Checks one order of the writers of each key: that in which they returned, or for one that never did,
/// in which the first of its readers returned.
/// </summary>
internal static class ReturnOrder
{
    /// <summary>
    /// Whether that order, with all reads and the real-time order, has no cycle, so that the history is
    /// strictly serializable. Linear but for sorting; says nothing when false.
    /// </summary>
    public static bool IsSerial(RegisterFacts facts)
    {
        TransactionLog log = facts.Log;
        int[] rank = Ranks(facts);
        GraphBuilder builder = new(log.Count, log.StepCount * 2);
        OrderEdges.AddRealtime(log, facts.IsPresent, builder);
        int[] writers = [];
        int[] starts = new int[log.KeyCount + 1];
        for (int key = 0; key < log.KeyCount; key++)
        {
            starts[key + 1] = starts[key] + facts.WritersOf(key).Length;
        }

        writers = new int[starts[^1]];
        for (int key = 0; key < log.KeyCount; key++)
        {
            Span<int> of = writers.AsSpan(starts[key], starts[key + 1] - starts[key]);
            facts.WritersOf(key).CopyTo(of);
            of.Sort((left, right) => rank[left].CompareTo(rank[right]));
            for (int i = 1; i < of.Length; i++)
            {
                builder.Add(of[i - 1], of[i], EdgeKinds.WriteWrite);
            }
        }

        for (int reader = 0; reader < log.Count; reader++)
        {
            ReadOnlySpan<int> keys = facts.ReadKeysOf(reader);
            ReadOnlySpan<int> readFrom = facts.ReadWritersOf(reader);
            for (int i = 0; i < keys.Length; i++)
            {
                Span<int> of = writers.AsSpan(starts[keys[i]], starts[keys[i] + 1] - starts[keys[i]]);
                int next = 0;
                if (readFrom[i] != RegisterFacts.Initial)
                {
                    builder.Add(readFrom[i], reader, EdgeKinds.WriteRead);
                    next = Place(of, rank, rank[readFrom[i]]) + 1;
                }

                // A reader that is itself the next writer misses the one behind itself by its own write.
                if (next < of.Length)
                {
                    builder.Add(reader, of[next], EdgeKinds.ReadWrite);
                }
            }
        }

        return StrongComponents.Find(builder.Build(), (EdgeKinds)byte.MaxValue).IsAcyclic;
    }

    private static int[] Ranks(RegisterFacts facts)
    {
        int[] rank = new int[facts.Log.Count];
        for (int transaction = 0; transaction < rank.Length; transaction++)
        {
            rank[transaction] = facts.Log.CompletedOf(transaction);
        }

        for (int reader = 0; reader < rank.Length; reader++)
        {
            foreach (int writer in facts.ReadWritersOf(reader))
            {
                if (writer >= 0 && facts.Log.CompletedOf(writer) == int.MaxValue)
                {
                    rank[writer] = Math.Min(rank[writer], facts.Log.CompletedOf(reader));
                }
            }
        }

        // Ranks must differ: a writer that never returned stands right before its first reader.
        int[] byRank = [.. Enumerable.Range(0, rank.Length)];
        bool[] isLate = [.. byRank.Select(t => facts.Log.CompletedOf(t) == int.MaxValue)];
        Array.Sort(
            byRank,
            (left, right) =>
            {
                int order = rank[left].CompareTo(rank[right]);
                order = order == 0 ? isLate[right].CompareTo(isLate[left]) : order;
                return order == 0 ? left.CompareTo(right) : order;
            }
        );
        int[] place = new int[rank.Length];
        for (int i = 0; i < byRank.Length; i++)
        {
            place[byRank[i]] = i;
        }

        return place;
    }

    private static int Place(ReadOnlySpan<int> writers, int[] rank, int wanted)
    {
        int low = 0;
        int high = writers.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = rank[writers[middle]] < wanted ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
