using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Loading;

namespace Simulation.Scenarios.Running;

/// <summary>
/// Judges the liveness phase: once everything is healed, each workload is served again, and soon.
/// </summary>
internal static class LivenessJudge
{
    /// <summary>One outcome a workload; none where the scenario has no such phase.</summary>
    public static IEnumerable<ExpectationOutcome> Judge(ScenarioCell cell, RunFacts facts) =>
        cell.Options.Liveness is { } liveness
            ? facts.Records.Select(record => Judge(cell, liveness, record.History))
            : [];

    private static ExpectationOutcome Judge(ScenarioCell cell, LivenessOptions liveness, History history)
    {
        SimTime heal = SimTime.Zero + liveness.HealAt;
        SimTime deadline = heal + liveness.MustProgressWithin;
        bool wasAsked = false;
        SimTime? first = null;
        foreach (Operation operation in history.Operations)
        {
            bool isAfter = operation.Invoked >= heal;
            wasAsked |= isAfter && operation.Invoked < deadline;
            if (isAfter && operation.IsAnswered && !(first <= operation.Completed))
            {
                first = operation.Completed;
            }
        }

        Judgement judgement =
            first <= deadline ? Judgement.Held
            : wasAsked ? Judgement.Failed
            : Judgement.Unknown;
        return new ExpectationOutcome(
            $"{history.Name} makes progress within {liveness.MustProgressWithin} of {liveness.HealAt}",
            cell.File,
            cell.LivenessLine,
            IsWarning: false,
            judgement,
            judgement == Judgement.Held ? "" : Was(first, heal),
            Because(judgement, history, heal),
            judgement == Judgement.Failed ? deadline : null
        );
    }

    private static string Was(SimTime? first, SimTime heal) => first is { } time ? $"{time - heal}" : "never";

    private static string Because(Judgement judgement, History history, SimTime heal) =>
        judgement switch
        {
            Judgement.Held => "",
            Judgement.Failed => $"Everything was healed at {heal}, and {history.Name} got no answer in time.",
            _ => $"{history.Name} asked nothing after {heal}.",
        };
}
