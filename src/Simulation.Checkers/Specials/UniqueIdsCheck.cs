using Simulation.Histories;

namespace Simulation.Checkers.Specials;

/// <summary>Checks that no two acknowledged <c>generate</c> operations returned the same id.</summary>
/// <remarks>Source: Jepsen's unique-ids checker.</remarks>
internal static class UniqueIdsCheck
{
    private const string Generate = "generate";

    /// <summary>One verdict for each model asked; linear time.</summary>
    public static IReadOnlyList<Verdict> Check(Inquiry inquiry)
    {
        Dictionary<Value, Operation> known = [];
        foreach (Operation operation in inquiry.History.Operations)
        {
            if (operation.Function != Generate)
            {
                return Answer.Undecided(inquiry, "the history has other operations than generate");
            }

            if (operation.Outcome == Outcome.Succeeded && !known.TryAdd(operation.Result, operation))
            {
                return Answer.Violated(
                    inquiry,
                    "duplicate-id",
                    "two operations got the same id",
                    known[operation.Result],
                    operation
                );
            }
        }

        return Answer.Holds(inquiry);
    }
}
