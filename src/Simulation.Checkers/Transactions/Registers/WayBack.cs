namespace Simulation.Checkers.Transactions.Registers;

/// <summary>Finds how a writer whom a reader missed comes before that reader, against the model.</summary>
internal static class WayBack
{
    /// <summary>
    /// The last transaction on the forbidden way from the writer to the reader that the model speaks of, by
    /// its
    /// place: the reader itself where any way counts; -1 when there is none.
    /// </summary>
    /// <param name="polygraph">The reads and writes, and the model.</param>
    /// <param name="reach">What leads to what.</param>
    /// <param name="key">The key read.</param>
    /// <param name="writer">Who wrote a later version than the one read.</param>
    /// <param name="reader">Who read.</param>
    public static int Find(Polygraph polygraph, Reachability reach, int key, int writer, int reader)
    {
        OrderModel model = polygraph.Model;
        bool isWay = model.Anti switch
        {
            AntiDependency.OrdersUpdates => polygraph.Writes(reader, key) && reach.Leads(writer, reader),
            AntiDependency.NoStepBack => reach.Leads(writer, reader) && IsStep(polygraph, writer, reader),
            _ => reach.Leads(model.CommitOf(writer), model.BeginOf(reader)),
        };
        return !isWay ? -1
            : model.Anti == AntiDependency.NoEarlierWayBack ? Entry(polygraph, reach, key, writer, reader)
            : reader;
    }

    /// <summary>
    /// Whether one transaction must come directly before another that it leads to: the other reads from it or
    /// writes a key that it writes.
    /// </summary>
    private static bool IsStep(Polygraph polygraph, int source, int target)
    {
        RegisterFacts facts = polygraph.Facts;
        if (facts.ReadWritersOf(polygraph.Transactions[target]).Contains(polygraph.Transactions[source]))
        {
            return true;
        }

        foreach (int key in facts.WriteKeysOf(polygraph.Transactions[source]))
        {
            if (polygraph.Writes(target, key))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Who the reader depends on by a step before its last read of the key, when the writer is or leads to
    /// that
    /// one; -1 for nobody. A step that writes depends on the key's writers before it.
    /// </summary>
    private static int Entry(Polygraph polygraph, Reachability reach, int key, int writer, int reader)
    {
        RegisterFacts facts = polygraph.Facts;
        int transaction = polygraph.Transactions[reader];
        ReadOnlySpan<int> keys = facts.ReadKeysOf(transaction);
        ReadOnlySpan<int> readSteps = facts.ReadStepsOf(transaction);
        int last = readSteps[LastMissing(facts, transaction, key, polygraph.Transactions[writer])];
        ReadOnlySpan<Step> steps = facts.Log.StepsOf(transaction);
        for (int i = 0; i < keys.Length && readSteps[i] < last; i++)
        {
            foreach (int other in polygraph.WritersOf(keys[i]))
            {
                bool isRead = facts.ReadWritersOf(transaction)[i] == polygraph.Transactions[other];
                if (isRead && (other == writer || reach.Leads(writer, other)))
                {
                    return other;
                }
            }
        }

        for (int step = 0; step < last; step++)
        {
            foreach (
                int other in steps[step].Kind == StepKind.Write ? polygraph.WritersOf(steps[step].Key) : []
            )
            {
                bool isBefore = other != reader && reach.Leads(other, reader);
                if (isBefore && (other == writer || reach.Leads(writer, other)))
                {
                    return other;
                }
            }
        }

        return -1;
    }

    private static int LastMissing(RegisterFacts facts, int reader, int key, int missed)
    {
        ReadOnlySpan<int> keys = facts.ReadKeysOf(reader);
        int last = keys.Length - 1;
        while (keys[last] != key || facts.ReadWritersOf(reader)[last] == missed)
        {
            last--;
        }

        return last;
    }
}
