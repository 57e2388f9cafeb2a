using Simulation.Histories;

namespace Simulation.Checkers.Specials;

/// <summary>
/// Finds a read that saw a write without another that was acknowledged before that one began: what real time
/// says is cause and effect came the other way round.
/// </summary>
/// <remarks>
/// Writes are transactions that write keys nobody else does, or writes of values that a read lists. Source:
/// Jepsen's causal-reverse (comments) workload.
/// </remarks>
internal static class CausalReverseCheck
{
    /// <summary>One verdict for each model asked; it looks at every read's every value.</summary>
    public static IReadOnlyList<Verdict> Check(Inquiry inquiry)
    {
        if (!inquiry.History.HasRealTime)
        {
            return Answer.Undecided(inquiry, "the history has no order of real time");
        }

        Dictionary<Value, Operation> writes = [];
        List<(Operation Read, HashSet<Value> Seen, IReadOnlyList<Value>? Scope)> reads = [];
        string? reason = TransactionSteps.Of(inquiry.History) is { } transactions
            ? CollectTransactions(transactions, writes, reads)
            : CollectLists(inquiry.History, writes, reads);
        if (reason is not null || reads.Count == 0)
        {
            return Answer.Undecided(inquiry, reason ?? "the history has no reads of several writes");
        }

        Value[] everything = [.. writes.Keys.OrderBy(item => writes[item].Index)];
        foreach ((Operation read, HashSet<Value> seen, IReadOnlyList<Value>? scope) in reads)
        {
            Operation? missed = null;
            Operation? latest = null;
            foreach (Value item in scope ?? everything)
            {
                if (!writes.TryGetValue(item, out Operation? write))
                {
                    continue;
                }

                if (seen.Contains(item))
                {
                    latest = latest is null || write.InvokedOrder > latest.InvokedOrder ? write : latest;
                }
                else
                {
                    missed = missed is null || write.CompletedOrder < missed.CompletedOrder ? write : missed;
                }
            }

            if (missed is not null && latest is not null && missed.CompletedOrder < latest.InvokedOrder)
            {
                return Answer.Violated(
                    inquiry,
                    "causal-reverse",
                    "a read saw a write without one that was over before that began",
                    missed,
                    latest,
                    read
                );
            }
        }

        return Answer.Holds(inquiry);
    }

    private static string? CollectTransactions(
        List<TransactionSteps> transactions,
        Dictionary<Value, Operation> writes,
        List<(Operation, HashSet<Value>, IReadOnlyList<Value>?)> reads
    )
    {
        foreach (TransactionSteps transaction in transactions)
        {
            foreach ((Value key, _) in transaction.Writes)
            {
                if (!writes.TryAdd(key, transaction.Operation))
                {
                    return $"key {key} is written more than once";
                }
            }

            if (transaction.Reads.Count > 1)
            {
                reads.Add(
                    (
                        transaction.Operation,
                        [.. transaction.Reads.Where(read => !read.Value.IsNil).Select(read => read.Key)],
                        [.. transaction.Reads.Select(read => read.Key)]
                    )
                );
            }
        }

        return null;
    }

    private static string? CollectLists(
        History history,
        Dictionary<Value, Operation> writes,
        List<(Operation, HashSet<Value>, IReadOnlyList<Value>?)> reads
    )
    {
        foreach (Operation operation in history.Operations)
        {
            switch (operation.Function)
            {
                case Functions.Write when operation.Outcome == Outcome.Refused:
                case Functions.Read when operation.Outcome != Outcome.Succeeded:
                    break;
                case Functions.Write:
                    if (!writes.TryAdd(operation.Argument, operation))
                    {
                        return $"{operation.Argument} is written more than once";
                    }

                    break;
                case Functions.Read when operation.Result.AsList is { } seen:
                    reads.Add((operation, [.. seen], null));
                    break;
                default:
                    return "the history has other operations than writes and reads of several of them";
            }
        }

        return null;
    }
}
