using Simulation.Histories;

namespace Simulation.Checkers.Specials;

/// <summary>What a transaction read and wrote; of several writes of a key the last counts.</summary>
/// <param name="Operation">The transaction.</param>
/// <param name="Reads">What it read from others, in the order of its steps; empty if not known.</param>
/// <param name="Writes">What it wrote, in the order of its first writes.</param>
internal sealed record TransactionSteps(
    Operation Operation,
    IReadOnlyList<KeyValuePair<Value, Value>> Reads,
    IReadOnlyList<KeyValuePair<Value, Value>> Writes
)
{
    /// <summary>
    /// The transactions of a history that may have happened; null when one has other steps than reads and
    /// writes of registers, or when there are none.
    /// </summary>
    public static List<TransactionSteps>? Of(History history)
    {
        List<TransactionSteps> all = [];
        foreach (Operation operation in history.Operations)
        {
            if (operation.Function != Functions.Transaction || operation.Argument.AsList is null)
            {
                return null;
            }

            if (operation.Outcome != Outcome.Refused)
            {
                if (Of(operation) is not { } steps)
                {
                    return null;
                }

                all.Add(steps);
            }
        }

        return all.Count == 0 ? null : all;
    }

    private static TransactionSteps? Of(Operation operation)
    {
        bool isKnown = operation.Outcome == Outcome.Succeeded;
        Value told = isKnown && !operation.Result.IsNil ? operation.Result : operation.Argument;
        List<KeyValuePair<Value, Value>> reads = [];
        List<KeyValuePair<Value, Value>> writes = [];
        HashSet<Value> isRead = [];
        foreach (Value step in told.AsList ?? [])
        {
            if (step.AsList is not { Count: 3 } parts)
            {
                return null;
            }

            int written = writes.FindIndex(write => write.Key == parts[1]);
            switch (parts[0].AsText)
            {
                case Functions.StepWrite or Functions.Write when written >= 0:
                    writes[written] = new(parts[1], parts[2]);
                    break;
                case Functions.StepWrite or Functions.Write:
                    writes.Add(new(parts[1], parts[2]));
                    break;
                case Functions.StepRead or Functions.Read:
                    if (isKnown && written < 0 && isRead.Add(parts[1]))
                    {
                        reads.Add(new(parts[1], parts[2]));
                    }

                    break;
                default:
                    return null;
            }
        }

        return new TransactionSteps(operation, reads, writes);
    }
}
