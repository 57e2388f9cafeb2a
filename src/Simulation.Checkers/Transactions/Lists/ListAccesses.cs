using Simulation.Checkers.Transactions.Anomalies;
using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Lists;

/// <summary>Tells which versions of lists the transactions of a core read and wrote.</summary>
internal static class ListAccesses
{
    /// <summary>The accesses of a core; reads that fit no order of versions are left out.</summary>
    public static AccessTable Of(TransactionLog log, VersionOrders orders, CyclicCore core)
    {
        List<Access>[] accesses = new List<Access>[core.Transactions.Count];
        for (int node = 0; node < accesses.Length; node++)
        {
            accesses[node] = [];
            int transaction = core.Transactions[node];
            ReadOnlySpan<Step> steps = log.StepsOf(transaction);
            for (int i = 0; i < steps.Length; i++)
            {
                Step step = steps[i];
                bool isKnown =
                    step.Kind == StepKind.ReadList
                    && orders.ElementsOf(step.Key).StartsWith(log.ElementsOf(step));
                if (isKnown)
                {
                    int length = ListGraph.ExternalLength(log, steps, i);
                    accesses[node].Add(new Access(step.Key, orders.RankAt(step.Key, length), false, i));
                }
            }
        }

        for (int key = 0; key < log.KeyCount && !core.IsEmpty; key++)
        {
            foreach (Append append in orders.Appends.Of(key))
            {
                int node = core.NodeOf(append.Transaction);
                if (node >= 0)
                {
                    int rank = append.Place < 0 ? AccessTable.TailRank : orders.RankAt(key, append.Place + 1);
                    int step = StepOf(log.StepsOf(append.Transaction), key, append.Value);
                    accesses[node].Add(new Access(key, rank, true, step));
                }
            }
        }

        return new AccessTable(
            core,
            [.. accesses.Select(list => list.OrderBy(access => access.Step).ToArray())]
        );
    }

    private static int StepOf(ReadOnlySpan<Step> steps, int key, int value)
    {
        int index = 0;
        while (steps[index].Kind != StepKind.Append || steps[index].Key != key || steps[index].Value != value)
        {
            index++;
        }

        return index;
    }
}
