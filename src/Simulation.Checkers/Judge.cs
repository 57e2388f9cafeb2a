using Simulation.Histories;

namespace Simulation.Checkers;

/// <summary>The one door to all checkers.</summary>
public static class Judge
{
    private const string NoChecker = "";

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
    /// Judges a history by several models in one pass. The checkers are asked in the order of their catalogue,
    /// each once, and only for what the verdicts before do not imply.
    /// </summary>
    /// <returns>One verdict a model, in the order asked.</returns>
    public static IReadOnlyList<ModelVerdict> CheckAll(
        History history,
        IReadOnlyList<ConsistencyModel> models,
        JudgeOptions options
    )
    {
        var verdicts = new Verdict?[models.Count];
        IEnumerable<string> checkers = CheckerCatalog.All.Select(checker => checker.Name);
        foreach (string checker in checkers.Append(NoChecker))
        {
            Settle(models, verdicts);
            int[] open =
            [
                .. Enumerable
                    .Range(0, models.Count)
                    .Where(place => (models[place].Checker ?? NoChecker) == checker)
                    .Where(place => verdicts[place] is null),
            ];
            if (open.Length > 0)
            {
                string[] names = [.. open.Select(place => models[place].Name)];
                IReadOnlyList<Verdict> found = Ask(checker, new Inquiry(history, names, options));
                for (int i = 0; i < open.Length; i++)
                {
                    verdicts[open[i]] = found[i];
                }
            }
        }

        Settle(models, verdicts);
        return [.. models.Select((model, place) => new ModelVerdict(model, verdicts[place]!))];
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

        if (!inquiry.Options.Axioms.IsNone && name != CheckerCatalog.Transactions)
        {
            var unswitched = new Verdict.Undecided(
                "axioms are switched on and off for transactions; of operations each guarantee is a model"
            );
            return [.. inquiry.Models.Select(_ => unswitched)];
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
    private static void Settle(IReadOnlyList<ConsistencyModel> models, Verdict?[] verdicts)
    {
        Verdict?[] known = [.. verdicts];
        for (int i = 0; i < models.Count; i++)
        {
            for (int j = 0; j < models.Count && verdicts[i] is null or Verdict.Undecided; j++)
            {
                bool isSettled =
                    (known[j] is Verdict.Holds && ConsistencyModels.Implies(models[j], models[i]))
                    || (known[j] is Verdict.Violated && ConsistencyModels.Implies(models[i], models[j]));
                verdicts[i] = isSettled ? known[j] : verdicts[i];
            }
        }
    }
}

/// <summary>What was found about one model.</summary>
public sealed record ModelVerdict(ConsistencyModel Model, Verdict Verdict);
