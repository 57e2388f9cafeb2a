namespace Simulation.Checkers.Transactions.Graphs;

/// <summary>The orders between transactions that need no values: sessions and real time.</summary>
internal static class OrderEdges
{
    /// <summary>
    /// Joins each transaction with the next of its session. What never returned precedes nothing, since it
    /// may take effect at any later time.
    /// </summary>
    /// <param name="log">The transactions.</param>
    /// <param name="isPresent">Which of them belong to the graph.</param>
    /// <param name="edges">Takes the edges.</param>
    public static void AddSessions(TransactionLog log, ReadOnlySpan<bool> isPresent, IEdgeSink edges)
    {
        int[] last = new int[log.SessionCount];
        Array.Fill(last, -1);
        for (int transaction = 0; transaction < log.Count; transaction++)
        {
            if (!isPresent[transaction])
            {
                continue;
            }

            ref int previous = ref last[log.SessionOf(transaction)];
            if (previous >= 0)
            {
                edges.Add(previous, transaction, EdgeKinds.Session);
            }

            previous = log.CompletedOf(transaction) < int.MaxValue ? transaction : previous;
        }
    }

    /// <summary>
    /// Adds the transitive reduction of the real-time order: on each invocation, an edge from every returned
    /// transaction that no other returned one has followed. At most as many edges a transaction as there are
    /// concurrent ones.
    /// </summary>
    /// <param name="log">The transactions.</param>
    /// <param name="isPresent">Which of them belong to the graph.</param>
    /// <param name="edges">Takes the edges.</param>
    public static void AddRealtime(TransactionLog log, ReadOnlySpan<bool> isPresent, IEdgeSink edges)
    {
        int[] byCompletion = ByCompletion(log, isPresent);
        int[] maximal = new int[16];
        int count = 0;
        int next = 0;
        for (int transaction = 0; transaction < log.Count; transaction++)
        {
            int invoked = log.InvokedOf(transaction);
            for (; next < byCompletion.Length && log.CompletedOf(byCompletion[next]) < invoked; next++)
            {
                int completed = byCompletion[next];
                int kept = 0;
                for (int i = 0; i < count; i++)
                {
                    maximal[kept] = maximal[i];
                    kept += log.CompletedOf(maximal[i]) < log.InvokedOf(completed) ? 0 : 1;
                }

                if (kept == maximal.Length)
                {
                    Array.Resize(ref maximal, kept * 2);
                }

                maximal[kept] = completed;
                count = kept + 1;
            }

            for (int i = 0; i < count && isPresent[transaction]; i++)
            {
                edges.Add(maximal[i], transaction, EdgeKinds.Realtime);
            }
        }
    }

    private static int[] ByCompletion(TransactionLog log, ReadOnlySpan<bool> isPresent)
    {
        int[] transactions = new int[log.Count];
        int[] completions = new int[log.Count];
        int count = 0;
        for (int transaction = 0; transaction < log.Count; transaction++)
        {
            if (isPresent[transaction] && log.CompletedOf(transaction) < int.MaxValue)
            {
                transactions[count] = transaction;
                completions[count++] = log.CompletedOf(transaction);
            }
        }

        Array.Sort(completions, transactions, 0, count);
        return transactions[..count];
    }
}
