using Simulation.Checkers.Transactions;

namespace Simulation.Tests.Checkers.Transactions.Lists;

/// <summary>
/// Decides models by their axioms: tries every choice of the lost transactions that took effect and every
/// order of all transactions, and derives from the order who had to be visible to whom. Shares nothing with
/// the checkers but the log. Transactions are bits of a number.
/// </summary>
internal sealed class AxiomaticOracle(TransactionLog log)
{
    private readonly int _count = log.Count;

    /// <summary>
    /// Whether some read contradicts its own transaction, so that only some models speak of it.
    /// </summary>
    public bool HasInternalAnomaly { get; } = Enumerable.Range(0, log.Count).Any(t => !IsConsistent(log, t));

    /// <summary>Whether some order satisfies each of the models.</summary>
    public bool[] Satisfied(IReadOnlyList<string> models)
    {
        bool[] isSatisfied = new bool[models.Count];
        int[] lost = [.. All().Where(t => log.StatusOf(t) == TransactionStatus.Unknown)];
        int[] committed = [.. All().Where(t => log.StatusOf(t) == TransactionStatus.Committed)];
        for (int chosen = 0; chosen < 1 << lost.Length; chosen++)
        {
            int[] present = [.. committed.Concat(lost.Where((_, i) => (chosen >> i & 1) == 1)).Order()];
            foreach (int[] order in Orders(present))
            {
                if (Explain(order) is { } execution)
                {
                    for (int i = 0; i < models.Count; i++)
                    {
                        isSatisfied[i] |= execution.Satisfies(models[i]);
                    }
                }
            }
        }

        return isSatisfied;
    }

    private IEnumerable<int> All() => Enumerable.Range(0, _count);

    private static IEnumerable<int[]> Orders(int[] items)
    {
        if (items.Length == 0)
        {
            yield return [];
        }

        foreach (int first in items)
        {
            foreach (int[] rest in Orders([.. items.Where(item => item != first)]))
            {
                yield return [first, .. rest];
            }
        }
    }

    private static bool IsConsistent(TransactionLog log, int transaction)
    {
        Step[] steps = log.StepsOf(transaction).ToArray();
        for (int i = 0; i < steps.Length; i++)
        {
            Step read = steps[i];
            if (read.Kind != StepKind.ReadList)
            {
                continue;
            }

            int before = i - 1;
            while (before >= 0 && (steps[before].Key != read.Key || steps[before].Kind != StepKind.ReadList))
            {
                before--;
            }

            int[] own = [.. steps[(before + 1)..i].Where(IsAppend).Select(step => step.Value)];
            int[] elements = log.ElementsOf(read).ToArray();
            int[] start = before < 0 ? [] : log.ElementsOf(steps[before]).ToArray();
            bool isFuture = steps[i..].Any(step => IsAppend(step) && elements.Contains(step.Value));
            bool isExpected =
                before < 0
                    ? elements.Length >= own.Length && elements.TakeLast(own.Length).SequenceEqual(own)
                    : elements.SequenceEqual(start.Concat(own));
            if (isFuture || !isExpected)
            {
                return false;
            }

            bool IsAppend(Step step) => step.Key == read.Key && step.Kind == StepKind.Append;
        }

        return true;
    }

    /// <summary>
    /// The dependencies in an order of all transactions; null when it does not explain a read.
    /// </summary>
    private Execution? Explain(int[] order)
    {
        Execution execution = new(log, order);
        foreach (int transaction in order)
        {
            ReadOnlySpan<Step> steps = log.StepsOf(transaction);
            for (int i = 0; i < steps.Length; i++)
            {
                if (steps[i].Kind == StepKind.ReadList && !execution.AddRead(transaction, i))
                {
                    return null;
                }
            }
        }

        return execution;
    }
}
