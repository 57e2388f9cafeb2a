using Simulation.Histories;

namespace Simulation.Checkers.Specials;

/// <summary>
/// Checks that money moves but is neither made nor lost: every read of all accounts finds the same total,
/// and no balance is below zero.
/// </summary>
/// <remarks>
/// Reads are transactions that only read, of as many keys as any does, or Jepsen's reads of <c>[account,
/// balance]</c> pairs. Source: Jepsen's bank workload.
/// </remarks>
internal static class BankCheck
{
    /// <summary>One verdict for each model asked; linear time.</summary>
    public static IReadOnlyList<Verdict> Check(Inquiry inquiry)
    {
        List<(Operation Operation, IReadOnlyList<Value> Balances)>? reads = Reads(inquiry.History);
        if (reads is null || reads.Count == 0)
        {
            return Answer.Undecided(inquiry, "the history has no reads of all accounts of a bank");
        }

        (Operation Operation, long Total)? first = null;
        foreach ((Operation operation, IReadOnlyList<Value> balances) in reads)
        {
            if (balances.Any(balance => balance.AsNumber < 0))
            {
                return Answer.Violated(inquiry, "negative-balance", "a balance is below zero", operation);
            }

            long total = balances.Sum(balance => balance.AsNumber);
            first ??= (operation, total);
            if (total != first.Value.Total)
            {
                return Answer.Violated(
                    inquiry,
                    "wrong-total",
                    $"one read finds {first.Value.Total} in all accounts, another {total}",
                    first.Value.Operation,
                    operation
                );
            }
        }

        return Answer.Holds(inquiry);
    }

    private static List<(Operation, IReadOnlyList<Value>)>? Reads(History history)
    {
        if (TransactionSteps.Of(history) is { } transactions)
        {
            TransactionSteps[] reading =
            [
                .. transactions.Where(one => one.Writes.Count == 0 && one.Reads.Count > 1),
            ];
            int accounts = reading.Length == 0 ? 0 : reading.Max(one => one.Reads.Count);
            return
            [
                .. reading
                    .Where(one => one.Reads.Count == accounts && one.Reads.All(read => read.Value.IsNumber))
                    .Select(one =>
                        (one.Operation, (IReadOnlyList<Value>)[.. one.Reads.Select(read => read.Value)])
                    ),
            ];
        }

        List<(Operation, IReadOnlyList<Value>)> found = [];
        foreach (Operation operation in history.Operations)
        {
            if (operation is not { Function: Functions.Read, Outcome: Outcome.Succeeded })
            {
                continue;
            }

            bool isBank =
                operation.Result.AsList is { Count: > 0 } pairs
                && pairs.All(pair => pair.AsList is { Count: 2 } parts && parts[1].IsNumber);
            if (!isBank)
            {
                return null;
            }

            found.Add((operation, [.. operation.Result.AsList!.Select(pair => pair.AsList![1])]));
        }

        return found;
    }
}
