using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>Decides a <see cref="VisibilityModel"/> and tells what breaks it.</summary>
internal static class VisibilityCheck
{
    private const long CycleStepsMax = 20_000_000;

    /// <summary>The verdict.</summary>
    /// <param name="facts">Reads and writes.</param>
    /// <param name="model">The rule.</param>
    /// <param name="stepsMax">What may be spent.</param>
    public static Verdict Run(RegisterFacts facts, VisibilityModel model, long stepsMax)
    {
        VisibilityOrder order = VisibilityOrder.Of(facts, model, stepsMax);
        VisibilityStory story = new(facts, model);
        if (order.Stale is { } stale)
        {
            return story.Tell(stale);
        }

        CyclicCore core = CyclicCore.Of(facts.Log, order.Graph);
        if (!core.IsEmpty)
        {
            CycleRule rule = new(EdgeKinds.WriteWrite | EdgeKinds.WriteRead | model.Order);
            return story.Tell(CycleSearch.Find(core, rule, CycleStepsMax));
        }

        return order.IsIncomplete
            ? new Verdict.Undecided(
                $"the causal past of {facts.Log.Count} transactions is too much for the budget"
            )
            : new Verdict.Holds();
    }
}
