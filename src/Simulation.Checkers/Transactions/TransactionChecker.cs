using Simulation.Checkers.Transactions.Anomalies;
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

        AxiomSwitches switches = inquiry.Options.Axioms;
        return inquiry.Models.Any(model => ModelAxioms.Of(model).Under(switches) is null)
            ? EachByItself(inquiry, log)
            : CheckAll(inquiry, log);
    }

    /// <summary>What no one has defined is undecided; the rest is judged in one pass.</summary>
    private static IReadOnlyList<Verdict> EachByItself(Inquiry inquiry, TransactionLog log)
    {
        AxiomSwitches switches = inquiry.Options.Axioms;
        string[] defined =
        [
            .. inquiry.Models.Where(model => ModelAxioms.Of(model).Under(switches) is not null),
        ];
        IReadOnlyList<Verdict> verdicts = CheckAll(inquiry with { Models = defined }, log);
        return
        [
            .. inquiry.Models.Select(model =>
                Array.IndexOf(defined, model) is >= 0 and int place
                    ? verdicts[place]
                    : new Verdict.Undecided($"{model} is not defined {switches}")
            ),
        ];
    }

    private static IReadOnlyList<Verdict> CheckAll(Inquiry inquiry, TransactionLog log)
    {
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
