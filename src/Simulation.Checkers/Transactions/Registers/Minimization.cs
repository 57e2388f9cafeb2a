namespace Simulation.Checkers.Transactions.Registers;

/// <summary>Finds few transactions that alone contradict an <see cref="OrderModel"/>.</summary>
/// <remarks>
/// Source: Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input", TSE 2002; here each
/// check names suspects, so that most of the history goes at once.
/// </remarks>
internal static class Minimization
{
    private const long StepsMax = 20_000_000;
    private const int DeletionsMax = 2_000;

    /// <summary>
    /// As few as were found, ascending; removing any single one of them removes the contradiction.
    /// </summary>
    /// <param name="facts">Reads and writes.</param>
    /// <param name="model">What they contradict.</param>
    /// <param name="suspects">Where to begin, if they alone contradict the model.</param>
    /// <param name="all">Where else to begin; they contradict the model.</param>
    public static IReadOnlyList<int> Run(
        RegisterFacts facts,
        OrderModel model,
        IReadOnlyList<int> suspects,
        IReadOnlyList<int> all
    )
    {
        long steps = StepsMax;
        IReadOnlyList<int> kept = Contradicts(facts, model, suspects, ref steps) ? suspects : all;
        int deletions = 0;
        int size = Math.Max(kept.Count / 4, 1);
        while (true)
        {
            bool isSmaller = false;
            for (int end = kept.Count; end > 0 && deletions < DeletionsMax; end -= size, deletions++)
            {
                int start = Math.Max(end - size, 0);
                List<int> rest = [.. kept.Take(start), .. kept.Skip(end)];
                if (OrderCheck.Run(facts, model, rest, ref steps) is OrderFinding.Impossible smaller)
                {
                    kept = Contradicts(facts, model, smaller.Suspects, ref steps) ? smaller.Suspects : rest;
                    end = Math.Min(start, kept.Count) + size;
                    isSmaller = true;
                }
            }

            if (steps <= 0 || deletions >= DeletionsMax || (size == 1 && !isSmaller))
            {
                return kept;
            }

            size = Math.Max(Math.Min(size / 2, kept.Count / 2), 1);
        }
    }

    private static bool Contradicts(
        RegisterFacts facts,
        OrderModel model,
        IReadOnlyList<int> transactions,
        ref long steps
    ) => OrderCheck.Run(facts, model, transactions, ref steps) is OrderFinding.Impossible;
}
