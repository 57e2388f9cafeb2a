namespace Simulation.Checkers.Transactions.Registers;

/// <summary>Judges transactions that read and write registers by all models asked, completely.</summary>
/// <remarks>
/// Whose write a read returned is certain where no value was written twice to a key; otherwise every way to
/// read the history is tried, if they are few.
/// </remarks>
internal static class RegisterChecker
{
    private const int ReadingsMax = 1_024;

    /// <summary>One verdict for each model asked, in that order.</summary>
    public static IReadOnlyList<Verdict> Check(Inquiry inquiry, TransactionLog log)
    {
        if (log.HoldsLists.Contains(true))
        {
            var undecided = new Verdict.Undecided("some keys hold lists, not registers");
            return [.. inquiry.Models.Select(_ => undecided)];
        }

        RegisterFacts facts = new(log);
        if (facts.Ambiguous.Count == 0)
        {
            return Read(facts, inquiry);
        }

        long readings = 1;
        foreach (AmbiguousRead read in facts.Ambiguous)
        {
            readings = Math.Min(readings * read.Candidates.Length, ReadingsMax + 1L);
        }

        return readings <= ReadingsMax ? ReadEveryWay(facts, inquiry) : OnlyAnomalies(facts, inquiry);
    }

    private static IReadOnlyList<Verdict> Read(RegisterFacts facts, Inquiry inquiry) =>
        new RegisterJudge(facts, inquiry).Judge();

    /// <summary>
    /// A model holds if it does for one way to read the history, and is violated if it is for every one.
    /// </summary>
    private static IReadOnlyList<Verdict> ReadEveryWay(RegisterFacts facts, Inquiry inquiry)
    {
        var verdicts = new Verdict?[inquiry.Models.Count];
        int[] choice = new int[facts.Ambiguous.Count];
        do
        {
            for (int i = 0; i < choice.Length; i++)
            {
                facts.Choose(facts.Ambiguous[i], choice[i]);
            }

            facts.Settle();
            IReadOnlyList<Verdict> found = Read(facts, inquiry);
            for (int i = 0; i < verdicts.Length; i++)
            {
                verdicts[i] = Better(verdicts[i], found[i]);
            }
        } while (TryAdvance(choice, facts));

        return [.. verdicts.Select(verdict => verdict!)];
    }

    private static Verdict Better(Verdict? known, Verdict found) =>
        known is null || found is Verdict.Holds || (found is Verdict.Undecided && known is Verdict.Violated)
            ? found
            : known;

    private static bool TryAdvance(int[] choice, RegisterFacts facts)
    {
        for (int i = 0; i < choice.Length; i++)
        {
            if (++choice[i] < facts.Ambiguous[i].Candidates.Length)
            {
                return true;
            }

            choice[i] = 0;
        }

        return false;
    }

    private static IReadOnlyList<Verdict> OnlyAnomalies(RegisterFacts facts, Inquiry inquiry)
    {
        AmbiguousRead first = facts.Ambiguous[0];
        var undecided = new Verdict.Undecided(
            $"{facts.Ambiguous.Count} reads returned a value that several transactions wrote, "
                + $"first one of T{first.Reader}: too many ways to read the history"
        );
        RegisterJudge judge = new(facts, inquiry);
        return [.. inquiry.Models.Select(model => judge.ByAnomaly(model) ?? undecided)];
    }
}
