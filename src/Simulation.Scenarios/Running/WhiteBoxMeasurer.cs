using Simulation.Checkers.Sessions;

namespace Simulation.Scenarios.Running;

/// <summary>Judges the session guarantees that a scenario asks about by what only the lab knows.</summary>
internal static class WhiteBoxMeasurer
{
    /// <summary>One for each guarantee among the verdicts; none where it is not about registers.</summary>
    /// <param name="run">What the run left behind.</param>
    /// <param name="models">The verdicts on what clients of this workload saw.</param>
    public static IReadOnlyList<WhiteBoxOutcome> Measure(
        WorkloadRecord run,
        IReadOnlyList<ModelOutcome> models
    )
    {
        Dictionary<string, Judgement> asked = models
            .Where(outcome => WhiteBox.Guarantees.Contains(outcome.Model, StringComparer.Ordinal))
            .ToDictionary(outcome => outcome.Model, outcome => outcome.Judgement, StringComparer.Ordinal);
        if (asked.Count == 0 || run.Truth.Changes.Count == 0)
        {
            return [];
        }

        IReadOnlyList<IReadOnlyList<GuaranteeBreach>> breaches = WhiteBox.Breaches(run.History, run.Truth);
        return
        [
            .. WhiteBox
                .Guarantees.Select((model, place) => (Model: model, Found: breaches[place]))
                .Where(one => asked.ContainsKey(one.Model))
                .Select(one => new WhiteBoxOutcome(
                    one.Model,
                    one.Found.Count,
                    asked[one.Model],
                    one.Found.Count == 0 ? "" : one.Found[0].Because
                )),
        ];
    }
}
