using Simulation.Histories;
using Simulation.Kernel.Time;

namespace Simulation.Checkers.Staleness;

/// <summary>A read that returned an overwritten value.</summary>
/// <param name="Read">The read.</param>
/// <param name="Overwrite">
/// The first write that was acknowledged before the read and follows what it returned.
/// </param>
/// <param name="Age">
/// From the acknowledgement of that write to the read's invocation; above zero or zero.
/// </param>
public sealed record StaleRead(Operation Read, Operation Overwrite, SimDuration Age);

/// <summary>How many reads were stale.</summary>
/// <param name="Reads">Successful reads, stale or not.</param>
/// <param name="Unknown">
/// Reads of a value that was written more than once or never: no age can be told.
/// </param>
/// <param name="Stale">In the order of invocation.</param>
public sealed record StaleReadsResult(int Reads, int Unknown, IReadOnlyList<StaleRead> Stale);

/// <summary>
/// Finds stale reads from what clients saw alone (black box): the value's write was over before another write
/// began that was acknowledged before the read was invoked. A lower bound: what only the lab knows can be
/// worse.
/// </summary>
/// <remarks>
/// Source: Golab, Li and Shah, "Analyzing Consistency Properties for Fun and Profit", PODC 2011.
/// </remarks>
public static class StaleReads
{
    /// <summary>Judges all successful reads; O(n log n).</summary>
    public static StaleReadsResult Find(History history)
    {
        Dictionary<(string? Key, Value Value), Write> writes = [];
        Dictionary<string, List<Write>> byKey = new(StringComparer.Ordinal);
        foreach (Operation operation in history.Operations)
        {
            if (Written(operation) is not { } value)
            {
                continue;
            }

            Write write = new(operation);
            if (!writes.TryAdd((operation.Key, value), write))
            {
                writes[(operation.Key, value)].IsAmbiguous = true;
            }

            if (operation.CompletedOrder != int.MaxValue)
            {
                string key = operation.Key ?? "";
                byKey.TryAdd(key, []);
                byKey[key].Add(write);
            }
        }

        foreach (List<Write> acknowledged in byKey.Values)
        {
            SummariseFromEnd(acknowledged);
        }

        return Judge(history, writes, byKey);
    }

    private static StaleReadsResult Judge(
        History history,
        Dictionary<(string? Key, Value Value), Write> writes,
        Dictionary<string, List<Write>> byKey
    )
    {
        List<StaleRead> stale = [];
        int reads = 0;
        int unknown = 0;
        foreach (Operation read in history.Operations)
        {
            if (read is not { Outcome: Outcome.Succeeded, Function: Functions.Read or Functions.Get })
            {
                continue;
            }

            reads++;
            bool isKnown = writes.TryGetValue((read.Key, read.Result), out Write? source);
            bool isInitial = !isKnown && (read.Result.IsNil || read.Result.AsText is "");
            if (!isInitial && (!isKnown || source!.IsAmbiguous))
            {
                unknown++;
                continue;
            }

            int over = isInitial ? -1 : source!.Operation.CompletedOrder;
            if (
                byKey.TryGetValue(read.Key ?? "", out List<Write>? acknowledged)
                && FirstAfter(acknowledged, over) is { } overwrite
                && overwrite.CompletedOrder < read.InvokedOrder
            )
            {
                stale.Add(new StaleRead(read, overwrite, read.Invoked - overwrite.Completed!.Value));
            }
        }

        return new StaleReadsResult(reads, unknown, stale);
    }

    private static Value? Written(Operation operation) =>
        operation switch
        {
            { Outcome: Outcome.Refused } => null,
            { Function: Functions.Write or Functions.Put } => operation.Argument,
            { Function: Functions.Cas } => operation.Argument.AsList![1],
            _ => null,
        };

    /// <summary>
    /// Of the writes invoked after a place, the one acknowledged first; they are in invocation order.
    /// </summary>
    private static Operation? FirstAfter(List<Write> acknowledged, int over)
    {
        int low = 0;
        int high = acknowledged.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (acknowledged[middle].Operation.InvokedOrder > over)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low < acknowledged.Count ? acknowledged[low].EarliestFromHere : null;
    }

    private static void SummariseFromEnd(List<Write> acknowledged)
    {
        Operation? earliest = null;
        for (int i = acknowledged.Count - 1; i >= 0; i--)
        {
            Operation here = acknowledged[i].Operation;
            earliest = earliest is null || here.CompletedOrder < earliest.CompletedOrder ? here : earliest;
            acknowledged[i].EarliestFromHere = earliest;
        }
    }

    private sealed class Write(Operation operation)
    {
        public Operation Operation { get; } = operation;

        public bool IsAmbiguous { get; set; }

        public Operation? EarliestFromHere { get; set; }
    }
}
