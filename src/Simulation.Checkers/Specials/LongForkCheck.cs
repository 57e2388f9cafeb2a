using Simulation.Histories;

namespace Simulation.Checkers.Specials;

/// <summary>
/// Finds two reads that disagree about which of two writes came first. Every key is written at most once, and
/// read together with the same others each time; then what reads of a group saw must be a chain.
/// </summary>
/// <remarks>
/// Sources: Sovran et al., "Transactional storage for geo-replicated systems", SOSP 2011 (the anomaly);
/// Jepsen's long-fork workload.
/// </remarks>
internal static class LongForkCheck
{
    /// <summary>One verdict for each model asked; the reads are sorted by how much they saw.</summary>
    public static IReadOnlyList<Verdict> Check(Inquiry inquiry)
    {
        if (TransactionSteps.Of(inquiry.History) is not { } transactions)
        {
            return Answer.Undecided(
                inquiry,
                "the history has other operations than transactions of registers"
            );
        }

        HashSet<Value> written = [];
        foreach (TransactionSteps transaction in transactions)
        {
            foreach ((Value key, _) in transaction.Writes)
            {
                if (!written.Add(key))
                {
                    return Answer.Undecided(inquiry, $"key {key} is written more than once");
                }
            }
        }

        List<TransactionSteps> reads = [.. transactions.Where(one => one.Reads.Count > 1)];
        foreach (IGrouping<string, TransactionSteps> group in reads.GroupBy(GroupOf))
        {
            List<TransactionSteps> bySize = [.. group.OrderBy(Seen)];
            for (int i = 1; i < bySize.Count; i++)
            {
                if (!IsWithin(bySize[i - 1], bySize[i]))
                {
                    return Answer.Violated(
                        inquiry,
                        "long-fork",
                        "each of two reads saw a write that the other did not",
                        [bySize[i - 1].Operation, bySize[i].Operation, .. Writers(bySize[i - 1], bySize[i])]
                    );
                }
            }
        }

        return reads.Count == 0
            ? Answer.Undecided(inquiry, "no transaction reads several keys")
            : Answer.Holds(inquiry);

        Operation[] Writers(TransactionSteps one, TransactionSteps other) =>
            [
                .. transactions
                    .Where(writer =>
                        writer.Writes.Any(write => Sees(one, write.Key) != Sees(other, write.Key))
                    )
                    .Select(writer => writer.Operation),
            ];
    }

    private static string GroupOf(TransactionSteps read) =>
        string.Join(',', read.Reads.Select(step => step.Key.ToString()).Order(StringComparer.Ordinal));

    private static int Seen(TransactionSteps read) => read.Reads.Count(step => !step.Value.IsNil);

    private static bool Sees(TransactionSteps read, Value key) =>
        read.Reads.Any(step => step.Key == key && !step.Value.IsNil);

    private static bool IsWithin(TransactionSteps smaller, TransactionSteps larger) =>
        smaller.Reads.All(step => step.Value.IsNil || Sees(larger, step.Key));
}
