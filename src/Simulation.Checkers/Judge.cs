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
    public static Verdict Check(History history, string model, JudgeOptions options)
    {
        if (ConsistencyModels.Find(model) is not { } known)
        {
            return new Verdict.Undecided($"no consistency model is called {model}");
        }

        if (known.Checker is null || CheckerCatalog.Find(known.Checker) is not { } checker)
        {
            return new Verdict.Undecided($"no checker judges {known.Name} yet");
        }

        try
        {
            return checker.Check(history, options);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            // A checker that fails has proved nothing: saying so keeps a lab bug from passing for a verdict.
            return new Verdict.Undecided($"the checker {checker.Name} failed: {failure.Message}");
        }
    }
}
