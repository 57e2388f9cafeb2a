using Simulation.Histories;

namespace Simulation.Checkers.Durability;

/// <summary>Acknowledged writes that did not survive.</summary>
/// <param name="Acknowledged">How many writes were acknowledged.</param>
/// <param name="Lost">
/// Those that are neither final nor a predecessor of what is, in the order of invocation.
/// </param>
public sealed record LostWritesResult(int Acknowledged, IReadOnlyList<Operation> Lost)
{
    /// <summary>How many were lost.</summary>
    public int Count => Lost.Count;
}

/// <summary>
/// Finds acknowledged writes that a store forgot (white box). A write is kept if a live replica shows it at
/// the end, or if it was replaced, by way of acceptances, by one that is so shown; an acknowledged write that
/// conflict resolution threw away is lost like any other.
/// </summary>
public static class LostWrites
{
    /// <summary>Judges the end of a run; linear in the changes.</summary>
    /// <param name="history">What clients were told.</param>
    /// <param name="truth">What replicas showed.</param>
    /// <param name="replicas">
    /// The replicas that are live at the end; null for all that ever showed anything.
    /// </param>
    public static LostWritesResult Find(
        History history,
        GroundTruth truth,
        IReadOnlyCollection<int>? replicas = null
    )
    {
        Dictionary<(string Key, int Replica), int> shown = [];
        List<List<int>> replacedBy = [];
        foreach (Applied change in truth.Changes)
        {
            if (replicas is null || replicas.Contains(change.Replica))
            {
                shown[(change.Key, change.Replica)] = change.Write;
            }

            if (change.IsAcceptance && change.Write != Applied.Nothing && change.Replaced != Applied.Nothing)
            {
                while (replacedBy.Count <= change.Write)
                {
                    replacedBy.Add([]);
                }

                replacedBy[change.Write].Add(change.Replaced);
            }
        }

        // What is kept is a set that does not depend on the order in which the table gives its values.
        bool[] isKept = Keep(history.Operations.Count, shown.Values, replacedBy);
        List<Operation> lost = [];
        int acknowledged = 0;
        foreach (Operation operation in history.Operations)
        {
            if (operation.Outcome == Outcome.Succeeded && Writes(operation))
            {
                acknowledged++;
                if (!isKept[operation.Index])
                {
                    lost.Add(operation);
                }
            }
        }

        return new LostWritesResult(acknowledged, lost);
    }

    /// <summary>Whether an operation that succeeded wrote anything: of transactions, not all do.</summary>
    private static bool Writes(Operation operation) =>
        operation.Function switch
        {
            Functions.Read or Functions.Get => false,
            Functions.Transaction => (operation.Result.AsList ?? []).Any(step =>
                step.AsList is { Count: > 0 } parts
                && parts[0].AsText is not (Functions.StepRead or Functions.Read)
            ),
            _ => true,
        };

    private static bool[] Keep(int count, IEnumerable<int> final, List<List<int>> replacedBy)
    {
        bool[] isKept = new bool[count];
        Stack<int> open = new(final.Where(write => write != Applied.Nothing));
        while (open.TryPop(out int write))
        {
            if (isKept[write])
            {
                continue;
            }

            isKept[write] = true;
            if (write < replacedBy.Count)
            {
                foreach (int earlier in replacedBy[write])
                {
                    open.Push(earlier);
                }
            }
        }

        return isKept;
    }
}
