using System.Runtime.InteropServices;
using Simulation.Histories;

namespace Simulation.Checkers.Specials;

/// <summary>What became of the values of a queue, whatever their order.</summary>
/// <param name="Lost">
/// Acknowledged enqueues whose values never came out, although somebody found their queue empty after its last
/// enqueue; in the order of invocation.
/// </param>
/// <param name="Left">The others whose values never came out: they may still be inside.</param>
/// <param name="Unexpected">Dequeues of values that nobody ever tried to enqueue.</param>
/// <param name="Duplicated">Dequeues of values that had come out as often as they were put in.</param>
/// <param name="Recovered">Enqueues of unknown outcome whose values came out.</param>
public sealed record TotalQueueResult(
    IReadOnlyList<Operation> Lost,
    IReadOnlyList<Operation> Left,
    IReadOnlyList<Operation> Unexpected,
    IReadOnlyList<Operation> Duplicated,
    IReadOnlyList<Operation> Recovered
);

/// <summary>Checks that what goes into queues comes out, and nothing else does.</summary>
/// <remarks>
/// Source: Jepsen's total-queue checker, which lets values come out twice: many queues promise no more.
/// </remarks>
public static class TotalQueueCheck
{
    private const string Enqueue = "enqueue";
    private const string Dequeue = "dequeue";

    /// <summary>One verdict for each model asked; linear time.</summary>
    internal static IReadOnlyList<Verdict> Check(Inquiry inquiry)
    {
        if (inquiry.History.Operations.Any(one => one.Function is not (Enqueue or Dequeue)))
        {
            return Answer.Undecided(inquiry, "the history has other operations than enqueue and dequeue");
        }

        TotalQueueResult result = Measure(inquiry.History);
        return result.Unexpected.Count > 0
                ? Answer.Violated(
                    inquiry,
                    "unexpected-value",
                    "a value came out that nobody had put in",
                    result.Unexpected[0]
                )
            : result.Lost.Count > 0
                ? Answer.Violated(
                    inquiry,
                    "lost-value",
                    $"the queue was emptied, but {result.Lost.Count} acknowledged values never came out",
                    result.Lost[0]
                )
            : result.Left.Count > 0
                ? Answer.Undecided(
                    inquiry,
                    $"{result.Left.Count} values did not come out, but nobody emptied their queues at the end"
                )
            : Answer.Holds(inquiry);
    }

    /// <summary>Follows every value; keys are queues of their own.</summary>
    public static TotalQueueResult Measure(History history)
    {
        Dictionary<(string Key, Value Value), Queue<Operation>> inside = Attempts(history);
        List<Operation> unexpected = [];
        List<Operation> duplicated = [];
        HashSet<int> taken = [];
        foreach (Operation operation in history.Operations)
        {
            bool isTaking =
                operation is { Function: Dequeue, Outcome: Outcome.Succeeded } && !operation.Result.IsNil;
            if (!isTaking)
            {
                continue;
            }

            (string, Value) item = (operation.Key ?? "", operation.Result);
            if (!inside.TryGetValue(item, out Queue<Operation>? same))
            {
                unexpected.Add(operation);
            }
            else if (same.TryDequeue(out Operation? source))
            {
                taken.Add(source.Index);
            }
            else
            {
                duplicated.Add(operation);
            }
        }

        HashSet<string> drained = Drained(history);
        ILookup<bool, Operation> inQueue = Puts(Outcome.Succeeded, isTaken: false)
            .ToLookup(put => drained.Contains(put.Key ?? ""));
        return new TotalQueueResult(
            [.. inQueue[true]],
            [.. inQueue[false]],
            unexpected,
            duplicated,
            [.. Puts(Outcome.Lost, isTaken: true)]
        );

        IEnumerable<Operation> Puts(Outcome outcome, bool isTaken) =>
            history.Operations.Where(operation =>
                operation.Function == Enqueue
                && operation.Outcome == outcome
                && taken.Contains(operation.Index) == isTaken
            );
    }

    private static Dictionary<(string Key, Value Value), Queue<Operation>> Attempts(History history)
    {
        Dictionary<(string Key, Value Value), Queue<Operation>> attempts = [];
        foreach (Operation operation in history.Operations)
        {
            if (operation.Function == Enqueue && operation.Outcome != Outcome.Refused)
            {
                ref Queue<Operation>? same = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    attempts,
                    (operation.Key ?? "", operation.Argument),
                    out _
                );
                same ??= new Queue<Operation>();
                same.Enqueue(operation);
            }
        }

        return attempts;
    }

    /// <summary>
    /// The queues that somebody found empty when all acknowledged enqueues had returned.
    /// </summary>
    private static HashSet<string> Drained(History history)
    {
        HashSet<string> drained = new(StringComparer.Ordinal);
        Dictionary<string, int> lastReturn = new(StringComparer.Ordinal);
        foreach (Operation operation in history.Operations)
        {
            string queue = operation.Key ?? "";
            if (operation is { Function: Enqueue, Outcome: Outcome.Succeeded })
            {
                drained.Remove(queue);
                lastReturn[queue] = Math.Max(lastReturn.GetValueOrDefault(queue), operation.CompletedOrder);
            }
            else if (IsEmptiness(operation) && operation.InvokedOrder > lastReturn.GetValueOrDefault(queue))
            {
                drained.Add(queue);
            }
        }

        return drained;
    }

    private static bool IsEmptiness(Operation operation) =>
        operation.Function == Dequeue
        && (
            operation.Outcome == Outcome.Refused
            || operation is { Outcome: Outcome.Succeeded, Result.IsNil: true }
        );
}
