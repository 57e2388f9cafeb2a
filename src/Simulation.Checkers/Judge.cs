using Simulation.Histories;

namespace Simulation.Checkers;

/// <summary>The one door to all checkers.</summary>
public static class Judge
{
    /// <summary>
    /// Judges a history by a consistency model. Never throws for what is in the history: what cannot be
    /// judged is undecided, with the reason.
    /// </summary>
    /// <param name="history">What clients saw.</param>
    /// <param name="model">A name or alias in <see cref="ConsistencyModels.All"/>.</param>
    /// <param name="options">The budget and the meaning of the operations.</param>
    public static Verdict Check(History history, string model, JudgeOptions options) =>
        ConsistencyModels.Find(model) is { } known
            ? CheckAll(history, [known], options)[0].Verdict
            : new Verdict.Undecided($"no consistency model is called {model}");

    /// <summary>
    /// Judges a history by several models in one pass: each checker is asked once, and what a verdict implies
    /// for weaker and stronger models settles those that are left undecided.
    /// </summary>
    /// <returns>One verdict a model, in the order asked.</returns>
    public static IReadOnlyList<ModelVerdict> CheckAll(
        History history,
        IReadOnlyList<ConsistencyModel> models,
        JudgeOptions options
    )
    {
        var verdicts = new Verdict[models.Count];
        foreach (IGrouping<string, int> group in Enumerable.Range(0, models.Count).GroupBy(CheckerOf))
        {
            int[] places = [.. group];
            IReadOnlyList<Verdict> found = Ask(
                group.Key,
                new Inquiry(history, [.. places.Select(place => models[place].Name)], options)
            );
            for (int i = 0; i < places.Length; i++)
            {
                verdicts[places[i]] = found[i];
            }
        }

        return Settle(models, verdicts);

        string CheckerOf(int place) => models[place].Checker ?? "";
    }

    private static IReadOnlyList<Verdict> Ask(string name, Inquiry inquiry)
    {
        if (CheckerCatalog.Find(name) is not { } checker)
        {
            return
            [
                .. inquiry.Models.Select(model => new Verdict.Undecided($"no checker judges {model} yet")),
            ];
        }

        try
        {
            return checker.Check(inquiry);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // A checker that fails has proved nothing: saying so keeps a lab bug from passing for a verdict.
            var undecided = new Verdict.Undecided($"the checker {checker.Name} failed: {failure.Message}");
            return [.. inquiry.Models.Select(_ => undecided)];
        }
    }

    /// <summary>What holds makes the weaker models hold; what is violated breaks the stronger ones.</summary>
    private static IReadOnlyList<ModelVerdict> Settle(
        IReadOnlyList<ConsistencyModel> models,
        Verdict[] verdicts
    )
    {
        var settled = new ModelVerdict[models.Count];
        for (int i = 0; i < models.Count; i++)
        {
            Verdict verdict = verdicts[i];
            for (int j = 0; j < models.Count && verdict is Verdict.Undecided; j++)
            {
                bool isSettled =
                    (verdicts[j] is Verdict.Holds && ConsistencyModels.Implies(models[j], models[i]))
                    || (verdicts[j] is Verdict.Violated && ConsistencyModels.Implies(models[i], models[j]));
                verdict = isSettled ? verdicts[j] : verdict;
            }

            settled[i] = new ModelVerdict(models[i], verdict);
        }

        return settled;
    }
}

/// <summary>What was found about one model.</summary>
public sealed record ModelVerdict(ConsistencyModel Model, Verdict Verdict);
