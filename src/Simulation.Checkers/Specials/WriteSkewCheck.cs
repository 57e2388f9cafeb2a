using Simulation.Histories;

namespace Simulation.Checkers.Specials;

/// <summary>
/// Finds pairs of committed transactions which both read the same versions of two keys, and of which each
/// then wrote one of them: neither saw the other. Also Jepsen's inserts, of which at most one a key may
/// succeed.
/// </summary>
/// <remarks>Sources: Adya, MIT 1999, section 4.4 (G2); Jepsen's adya workload.</remarks>
internal static class WriteSkewCheck
{
    private const string Insert = "insert";

    /// <summary>One verdict for each model asked; it looks at each pair of a read and a write.</summary>
    public static IReadOnlyList<Verdict> Check(Inquiry inquiry)
    {
        if (inquiry.History.Operations.All(operation => operation.Function == Insert))
        {
            return CheckInserts(inquiry);
        }

        if (TransactionSteps.Of(inquiry.History) is not { } transactions)
        {
            return Answer.Undecided(
                inquiry,
                "the history has other operations than transactions of registers"
            );
        }

        HashSet<(Value Key, Value Value)> written = [];
        foreach (TransactionSteps transaction in transactions)
        {
            foreach ((Value key, Value value) in transaction.Writes)
            {
                if (value.IsNil || !written.Add((key, value)))
                {
                    return Answer.Undecided(inquiry, $"{value} is written to key {key} more than once");
                }
            }
        }

        Dictionary<(Value, Value, Value, Value), Operation> writers = [];
        foreach (TransactionSteps transaction in transactions)
        {
            if (transaction.Operation.Outcome != Outcome.Succeeded)
            {
                continue;
            }

            foreach ((Value key, _) in transaction.Writes)
            {
                if (FindRival(transaction, key, writers) is { } rival)
                {
                    return Answer.Violated(
                        inquiry,
                        "write-skew",
                        "two transactions read the same versions, and each wrote what the other had read",
                        rival,
                        transaction.Operation
                    );
                }
            }
        }

        return Answer.Holds(inquiry);
    }

    /// <summary>A transaction that wrote another key on the same view of both; remembers this one.</summary>
    private static Operation? FindRival(
        TransactionSteps transaction,
        Value key,
        Dictionary<(Value, Value, Value, Value), Operation> writers
    )
    {
        int own = transaction.Reads.ToList().FindIndex(read => read.Key == key);
        if (own < 0)
        {
            return null;
        }

        Value before = transaction.Reads[own].Value;
        foreach ((Value other, Value seen) in transaction.Reads)
        {
            if (transaction.Writes.Any(write => write.Key == other))
            {
                continue;
            }

            if (writers.TryGetValue((other, seen, key, before), out Operation? rival))
            {
                return rival;
            }

            writers.TryAdd((key, before, other, seen), transaction.Operation);
        }

        return null;
    }

    private static IReadOnlyList<Verdict> CheckInserts(Inquiry inquiry)
    {
        Dictionary<(string Key, Value Value), Operation> first = [];
        foreach (Operation operation in inquiry.History.Operations)
        {
            if (operation.Outcome != Outcome.Succeeded)
            {
                continue;
            }

            Value key = operation.Argument.AsList is { Count: > 0 } parts ? parts[0] : Value.Nil;
            if (!first.TryAdd((operation.Key ?? "", key), operation))
            {
                return Answer.Violated(
                    inquiry,
                    "write-skew",
                    "two inserts succeeded of which each rules the other out",
                    first[(operation.Key ?? "", key)],
                    operation
                );
            }
        }

        return Answer.Holds(inquiry);
    }
}
