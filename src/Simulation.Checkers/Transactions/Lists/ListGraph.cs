using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Lists;

/// <summary>Draws the dependencies that lists show.</summary>
/// <remarks>Source: Elle, VLDB 2020, section 4.2; Adya, MIT 1999, section 3.1.</remarks>
internal static class ListGraph
{
    /// <summary>
    /// The dependencies, each to the neighbour in the order of versions, and the orders of sessions and,
    /// where the history has it, of real time.
    /// </summary>
    public static DependencyGraph Build(TransactionLog log, VersionOrders orders) =>
        DependencyGraph.Draw(log.Count, edges => Draw(log, orders, edges));

    /// <summary>
    /// How many elements of a list read were there before the transaction: all but those that it had appended
    /// itself, where the list ends with them.
    /// </summary>
    public static int ExternalLength(TransactionLog log, ReadOnlySpan<Step> steps, int index)
    {
        Step read = steps[index];
        ReadOnlySpan<int> elements = log.ElementsOf(read);
        int length = elements.Length;
        for (int i = index - 1; i >= 0; i--)
        {
            if (steps[i].Kind == StepKind.Append && steps[i].Key == read.Key)
            {
                if (length == 0 || elements[length - 1] != steps[i].Value)
                {
                    return elements.Length;
                }

                length--;
            }
        }

        return length;
    }

    private static void Draw(TransactionLog log, VersionOrders orders, IEdgeSink edges)
    {
        for (int key = 0; key < log.KeyCount; key++)
        {
            AddWrites(key, orders, edges);
        }

        for (int transaction = 0; transaction < log.Count; transaction++)
        {
            ReadOnlySpan<Step> steps = log.StepsOf(transaction);
            for (int i = 0; i < steps.Length; i++)
            {
                if (steps[i].Kind == StepKind.ReadList)
                {
                    AddRead(log, orders, transaction, i, edges);
                }
            }
        }

        OrderEdges.AddSessions(log, orders.IsPresent, edges);
        if (log.History.HasRealTime)
        {
            OrderEdges.AddRealtime(log, orders.IsPresent, edges);
        }
    }

    private static void AddWrites(int key, VersionOrders orders, IEdgeSink edges)
    {
        int last = -1;
        foreach (int writer in orders.WritersOf(key))
        {
            if (writer >= 0 && orders.IsPresent[writer])
            {
                if (last >= 0)
                {
                    edges.Add(last, writer, EdgeKinds.WriteWrite);
                }

                last = writer;
            }
        }

        foreach (int writer in orders.TailOf(key))
        {
            if (last >= 0)
            {
                edges.Add(last, writer, EdgeKinds.WriteWrite);
            }
        }
    }

    private static void AddRead(
        TransactionLog log,
        VersionOrders orders,
        int transaction,
        int index,
        IEdgeSink edges
    )
    {
        ReadOnlySpan<Step> steps = log.StepsOf(transaction);
        Step read = steps[index];
        int key = read.Key;
        if (!orders.ElementsOf(key).StartsWith(log.ElementsOf(read)))
        {
            return;
        }

        ReadOnlySpan<int> writers = orders.WritersOf(key);
        int place = ExternalLength(log, steps, index);
        if (place > 0 && writers[place - 1] >= 0 && orders.IsPresent[writers[place - 1]])
        {
            edges.Add(writers[place - 1], transaction, EdgeKinds.WriteRead);
        }

        while (place < writers.Length && (writers[place] < 0 || !orders.IsPresent[writers[place]]))
        {
            place++;
        }

        if (place < writers.Length)
        {
            // Where the transaction itself wrote the next version, that write leads on to the later ones.
            edges.Add(transaction, writers[place], EdgeKinds.ReadWrite);
            return;
        }

        foreach (int writer in orders.TailOf(key))
        {
            edges.Add(transaction, writer, EdgeKinds.ReadWrite);
        }
    }
}
