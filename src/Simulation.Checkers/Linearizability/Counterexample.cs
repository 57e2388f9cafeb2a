using Simulation.Checkers.Specifications;
using Simulation.Histories;

namespace Simulation.Checkers.Linearizability;

/// <summary>
/// Shrinks a broken history to a few operations that are still broken by themselves. Only what keeps a good
/// history good is tried, so that what is left is evidence and not an artefact of the shrinking: a read may
/// go; an update may lose its return, and may go once nobody observes what it writes.
/// </summary>
/// <remarks>
/// Source: Zeller and Hildebrandt, "Simplifying and isolating failure-inducing input", TSE 2002.
/// </remarks>
internal sealed class Counterexample
{
    private const long BudgetMax = 400_000;
    private const long TrialMax = 20_000;

    private readonly ObjectHistory _history;
    private readonly FailedCas _failedCas;
    private long _budget = BudgetMax;

    private Counterexample(ObjectHistory history, FailedCas failedCas)
    {
        _history = history;
        _failedCas = failedCas;
    }

    /// <summary>The verdict with the smallest core that was found, retold.</summary>
    public static Verdict.Violated Explain(
        ObjectHistory history,
        Finding finding,
        bool hasTimes,
        FailedCas failedCas
    )
    {
        Counterexample search = new(history, failedCas);
        List<Operation> core = search.Shrink(search.Candidates(finding));
        return Retelling.Tell(core, history, failedCas, hasTimes);
    }

    /// <summary>
    /// What the finding blames: its witnesses, or all up to the event where the search ended.
    /// </summary>
    private List<Operation> Candidates(Finding finding)
    {
        List<Operation> all = [];
        if (finding.Witnesses is { } witnesses)
        {
            foreach (int witness in witnesses.Distinct().Order())
            {
                all.Add(_history.Operations[witness]);
            }

            return all;
        }

        // Where values are computed the search looks ahead to later reads, so that all of them may be to
        // blame.
        int reached = _history.Kinds.Contains(EffectKind.Computes) ? int.MaxValue - 1 : finding.Reached;
        for (int i = 0; i < _history.Count; i++)
        {
            if (_history.Starts[i] < reached)
            {
                bool isOpen = _history.Finishes[i] > reached;
                if (!isOpen)
                {
                    all.Add(_history.Operations[i]);
                }
                else if (!_history.IsRead(i))
                {
                    all.Add(Opened(_history.Operations[i]));
                }
            }
        }

        return all;
    }

    private List<Operation> Shrink(List<Operation> core)
    {
        core = Narrow(core);
        int before;
        do
        {
            before = Weight(core);
            core = Thin(core, IsReadLike, static _ => null);
            core = Thin(core, operation => !IsReadLike(operation) && !IsOpen(operation), Opened);
            core = DropUnobserved(DropSubjects(core));
        } while (Weight(core) < before);
        return core;
    }

    private static int Weight(List<Operation> core) =>
        core.Count + core.Count(operation => operation.CompletedOrder != int.MaxValue);

    /// <summary>Tries to do with the last few reads only, twice as many each time.</summary>
    private List<Operation> Narrow(List<Operation> core)
    {
        for (int last = 8; last < core.Count && _budget > 0; last *= 2)
        {
            int from = core.Count - last;
            List<Operation> trial = [.. core.Where((operation, i) => i >= from || !IsReadLike(operation))];
            if (trial.Count < core.Count && IsBroken(trial))
            {
                return trial;
            }
        }

        return core;
    }

    /// <summary>Changes as many of the chosen operations as it can, in chunks that halve.</summary>
    private List<Operation> Thin(
        List<Operation> core,
        Func<Operation, bool> isChosen,
        Func<Operation, Operation?> change
    )
    {
        int chosen = core.Count(isChosen);
        for (int chunk = Math.Max(chosen / 2, 1); chosen > 0; chunk /= 2)
        {
            int skipped = 0;
            while (_budget > 0)
            {
                int seen = 0;
                int changed = 0;
                List<Operation> trial = new(core.Count);
                foreach (Operation operation in core)
                {
                    bool isInChunk = isChosen(operation) && seen++ >= skipped && seen <= skipped + chunk;
                    changed += isInChunk ? 1 : 0;
                    if ((isInChunk ? change(operation) : operation) is { } kept)
                    {
                        trial.Add(kept);
                    }
                }

                if (changed == 0)
                {
                    break;
                }

                if (IsBroken(trial))
                {
                    core = trial;
                }
                else
                {
                    skipped += chunk;
                }
            }

            if (chunk == 1 || _budget <= 0)
            {
                break;
            }
        }

        return core;
    }

    /// <summary>Leaves out all that is about some value, value by value.</summary>
    private List<Operation> DropSubjects(List<Operation> core)
    {
        bool canDrop = core.TrueForAll(operation =>
            EffectOf(operation).Kind is EffectKind.Acts or EffectKind.Observes
        );
        Value[] subjects = canDrop ? [.. core.Select(SubjectOf).OfType<Value>().Distinct()] : [];
        for (int chunk = Math.Max(subjects.Length / 2, 1); subjects.Length > 0; chunk /= 2)
        {
            for (int from = 0; from < subjects.Length && _budget > 0; )
            {
                HashSet<Value> dropped = [.. subjects.Skip(from).Take(chunk)];
                List<Operation> trial =
                [
                    .. core.Where(operation => SubjectOf(operation) is not { } of || !dropped.Contains(of)),
                ];
                if (IsBroken(trial))
                {
                    core = trial;
                    subjects = [.. subjects.Where(subject => !dropped.Contains(subject))];
                }
                else
                {
                    from += chunk;
                }
            }

            if (chunk == 1 || _budget <= 0)
            {
                break;
            }
        }

        return core;

        Value? SubjectOf(Operation operation) => _history.Specification.SubjectOf(EffectOf(operation));
    }

    private List<Operation> DropUnobserved(List<Operation> core)
    {
        Effect[] effects = [.. core.Select(EffectOf)];
        if (!effects.Any(effect => effect.Kind == EffectKind.Computes))
        {
            bool[] isUseless = UselessOperations.Find(core, effects);
            return [.. core.Where((_, i) => !isUseless[i])];
        }

        // An appended text that no text read contains was never there when anybody looked.
        return
        [
            .. core.Where(
                (operation, i) =>
                    !IsOpen(operation)
                    || effects[i].Kind is not (EffectKind.Computes or EffectKind.Writes)
                    || effects[i].Written.AsText is not { } text
                    || effects.Any(effect =>
                        effect.Kind == EffectKind.Reads
                        && effect.Expected.AsText?.Contains(text, StringComparison.Ordinal) != false
                    )
            ),
        ];
    }

    private bool IsBroken(List<Operation> trial)
    {
        if (trial.Count == 0)
        {
            return false;
        }

        ObjectHistory history = Partition.Build(trial, _history.Specification, _failedCas);
        long budget = Math.Min(TrialMax, _budget);
        long before = budget;
        bool isBroken = LinearizabilityChecker.Examine(history, ref budget).Answer == false;
        _budget -= before - budget + trial.Count;
        return isBroken;
    }

    private bool IsReadLike(Operation operation) =>
        EffectOf(operation).Kind is EffectKind.Reads or EffectKind.Differs or EffectKind.Observes;

    private Effect EffectOf(Operation operation) => _history.Specification.EffectOf(operation, _failedCas);

    private static bool IsOpen(Operation operation) => operation.CompletedOrder == int.MaxValue;

    private static Operation Opened(Operation operation) => operation with { CompletedOrder = int.MaxValue };
}
