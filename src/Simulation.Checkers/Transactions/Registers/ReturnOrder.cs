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
        int[] rank = Ranks(facts);
        (int[] starts, int[] writers) = WritersByRank(facts, rank);
        DependencyGraph graph = DependencyGraph.Draw(
            facts.Log.Count,
            edges =>
            {
                OrderEdges.AddRealtime(facts.Log, facts.IsPresent, edges);
                AddWrites(starts, writers, edges);
                AddReads(facts, rank, starts, writers, edges);
            }
        );
        return StrongComponents.Find(graph, (EdgeKinds)byte.MaxValue).IsAcyclic;
    }

    /// <summary>The writers of each key in the order, key by key, and where each key's begin.</summary>
    private static (int[] Starts, int[] Writers) WritersByRank(RegisterFacts facts, int[] rank)
    {
        int[] starts = new int[facts.Log.KeyCount + 1];
        for (int key = 0; key < facts.Log.KeyCount; key++)
        {
            starts[key + 1] = starts[key] + facts.WritersOf(key).Length;
        }

        int[] writers = new int[starts[^1]];
        for (int key = 0; key < facts.Log.KeyCount; key++)
        {
            Span<int> of = writers.AsSpan(starts[key]..starts[key + 1]);
            facts.WritersOf(key).CopyTo(of);
            of.Sort((left, right) => rank[left].CompareTo(rank[right]));
        }

        return (starts, writers);
    }

    private static void AddWrites(int[] starts, int[] writers, IEdgeSink edges)
    {
        for (int key = 0; key < starts.Length - 1; key++)
        {
            for (int i = starts[key] + 1; i < starts[key + 1]; i++)
            {
                edges.Add(writers[i - 1], writers[i], EdgeKinds.WriteWrite);
            }
        }
    }

    private static void AddReads(
        RegisterFacts facts,
        int[] rank,
        int[] starts,
        int[] writers,
        IEdgeSink edges
    )
    {
        for (int reader = 0; reader < facts.Log.Count; reader++)
        {
            ReadOnlySpan<int> keys = facts.ReadKeysOf(reader);
            ReadOnlySpan<int> readFrom = facts.ReadWritersOf(reader);
            for (int i = 0; i < keys.Length; i++)
            {
                ReadOnlySpan<int> of = writers.AsSpan(starts[keys[i]]..starts[keys[i] + 1]);
                int next = 0;
                if (readFrom[i] != RegisterFacts.Initial)
                {
                    edges.Add(readFrom[i], reader, EdgeKinds.WriteRead);
                    next = Place(of, rank, rank[readFrom[i]]) + 1;
                }

                // A reader that is itself the next writer misses the one behind itself by its own write.
                if (next < of.Length)
                {
                    edges.Add(reader, of[next], EdgeKinds.ReadWrite);
                }
            }
        }
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
