using Simulation.Checkers.Transactions.Lists;
using Simulation.Checkers.Transactions.Registers;

namespace Simulation.Checkers.Transactions;

/// <summary>Judges transactions by all models asked, in one pass.</summary>
internal static class TransactionChecker
{
    /// <summary>
    /// One verdict for each model asked; which checker gives them depends on what the keys hold.
    /// </summary>
    public static IReadOnlyList<Verdict> Check(Inquiry inquiry)
    {
        if (TransactionLog.Of(inquiry.History) is not { } log)
        {
            return All(inquiry, "not every operation is a transaction of reads, writes and appends");
        }

        bool holdsLists = log.HoldsLists.Contains(true);
        bool holdsRegisters = HoldsRegisters(log);
        return (holdsLists, holdsRegisters) switch
        {
            (true, true) => All(inquiry, "some steps treat keys as lists and others as registers"),
            (false, true) => RegisterChecker.Check(inquiry, log),
            _ => ListChecker.Check(inquiry, log),
        };
    }

    private static bool HoldsRegisters(TransactionLog log)
    {
        for (int transaction = 0; transaction < log.Count; transaction++)
        {
            foreach (Step step in log.StepsOf(transaction))
            {
                bool isRegister =
                    step.Kind == StepKind.Write || (step.Kind == StepKind.Read && step.Value > 0);
                if (isRegister)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IReadOnlyList<Verdict> All(Inquiry inquiry, string reason)
    {
        var undecided = new Verdict.Undecided(reason);
        return [.. inquiry.Models.Select(_ => undecided)];
    }
}
