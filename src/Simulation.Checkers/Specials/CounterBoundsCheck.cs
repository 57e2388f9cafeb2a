using Simulation.Histories;

namespace Simulation.Checkers.Specials;

/// <summary>
/// Checks each read of a counter against what it can have been: at least the sum of what was acknowledged
/// before the read began, at most the sum of what was attempted before it ended. Additions below zero count
/// the other way round.
/// </summary>
/// <remarks>Source: Jepsen's counter checker.</remarks>
internal static class CounterBoundsCheck
{
    /// <summary>One verdict for each model asked; linear time but for sorting the events.</summary>
    public static IReadOnlyList<Verdict> Check(Inquiry inquiry)
    {
        if (!new Specifications.Counter().Understands(inquiry.History))
        {
            return Answer.Undecided(
                inquiry,
                "the history has other operations than add and read of a counter"
            );
        }

        foreach (
            IGrouping<string, Operation> counter in inquiry.History.Operations.GroupBy(one => one.Key ?? "")
        )
        {
            if (FindOutOfBounds([.. counter]) is { } found)
            {
                return Answer.Violated(
                    inquiry,
                    "counter-out-of-bounds",
                    $"the counter was from {found.Low} to {found.High} at that time",
                    found.Read
                );
            }
        }

        return Answer.Holds(inquiry);
    }

    private static (Operation Read, long Low, long High)? FindOutOfBounds(Operation[] operations)
    {
        List<(int Order, int Place, bool IsEnd)> events = [];
        for (int i = 0; i < operations.Length; i++)
        {
            if (operations[i].Outcome != Outcome.Refused)
            {
                events.Add((operations[i].InvokedOrder, i, false));
                events.Add((operations[i].CompletedOrder, i, true));
            }
        }

        events.Sort();
        long acknowledged = 0;
        long attempted = 0;
        long loweringAcknowledged = 0;
        long loweringAttempted = 0;
        var atStart = new (long Acknowledged, long LoweringAcknowledged)[operations.Length];
        foreach ((int order, int i, bool isEnd) in events)
        {
            Operation operation = operations[i];
            if (order == int.MaxValue)
            {
                break;
            }

            if (operation.Function != Functions.Read)
            {
                long amount = operation.Argument.AsNumber;
                ref long sum = ref amount < 0
                    ? ref isEnd ? ref loweringAcknowledged : ref loweringAttempted
                    : ref isEnd ? ref acknowledged : ref attempted;
                sum += amount;
            }
            else if (!isEnd)
            {
                atStart[i] = (acknowledged, loweringAcknowledged);
            }
            else
            {
                long value = operation.Result.IsNil ? 0 : operation.Result.AsNumber;
                long low = atStart[i].Acknowledged + loweringAttempted;
                long high = atStart[i].LoweringAcknowledged + attempted;
                if (value < low || value > high)
                {
                    return (operation, low, high);
                }
            }
        }

        return null;
    }
}
