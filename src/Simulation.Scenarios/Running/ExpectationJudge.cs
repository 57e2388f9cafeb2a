using Simulation.Kernel.Time;
using Simulation.Scenarios.Expressions;
using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Slo;

namespace Simulation.Scenarios.Running;

/// <summary>Judges what a scenario expects by what a run measured.</summary>
internal static class ExpectationJudge
{
    private const string NoSuchPart =
        "The run has no such part: the fault never came or never healed, or nothing was left of it.";

    /// <summary>All expectations of the cell, then the events that must have happened.</summary>
    public static IReadOnlyList<ExpectationOutcome> Judge(
        ScenarioCell cell,
        RunFacts facts,
        IReadOnlyList<ModelOutcome> models,
        IReadOnlyList<WorkloadOutcome> workloads,
        IReadOnlyList<SloOutcome> slos
    )
    {
        var measurements = new RunMeasurements(facts, models, workloads, slos);
        return
        [
            .. cell.Expectations.Select(expectation => Judge(cell, facts, measurements, expectation)),
            .. cell.Reached.Select(required => Judge(cell, facts, required)),
            .. LivenessJudge.Judge(cell, facts),
        ];
    }

    private static ExpectationOutcome Judge(
        ScenarioCell cell,
        RunFacts facts,
        RunMeasurements measurements,
        PlannedExpectation expectation
    )
    {
        if (WindowOf(cell, facts, expectation) is not { } window)
        {
            return Outcome(cell, expectation, Judgement.Unknown, "", NoSuchPart, at: null);
        }

        Evaluation evaluation = ExpectationEvaluator.Evaluate(expectation.Expectation, measurements, window);
        Telling? telling =
            evaluation.Judgement == Judgement.Failed
                ? measurements.TellingExample(expectation.Expectation, window)
                : null;
        return Outcome(
            cell,
            expectation,
            evaluation.Judgement,
            evaluation.Was,
            $"{evaluation.Because} {telling?.Words}".TrimEnd(),
            telling?.At
        );
    }

    private static ExpectationOutcome Outcome(
        ScenarioCell cell,
        PlannedExpectation expectation,
        Judgement judgement,
        string was,
        string because,
        SimTime? at
    ) =>
        new(
            expectation.Text,
            cell.File,
            expectation.Line,
            expectation.IsWarning,
            judgement,
            was,
            because,
            at
        );

    private static ExpectationOutcome Judge(ScenarioCell cell, RunFacts facts, RequiredHappening required)
    {
        bool hasHappened = facts.Happenings.Any(happening => happening.Name == required.Name);
        return new ExpectationOutcome(
            "reached " + required.Name,
            cell.File,
            required.Line,
            IsWarning: false,
            hasHappened ? Judgement.Held : Judgement.Failed,
            hasHappened ? "" : "never",
            hasHappened ? "" : $"{required.Name} never happened, so the run has not shown what it is for.",
            At: null
        );
    }

    /// <summary>The part of the run that an expectation is about; null when the run had no such part.</summary>
    private static Window? WindowOf(ScenarioCell cell, RunFacts facts, PlannedExpectation expectation)
    {
        SimTime end = expectation.After is null ? cell.End : EndOfRun(facts, cell);
        FaultSpan[] faults =
        [
            .. facts.Faults.Select(fault => new FaultSpan(fault.Id, fault.Start, fault.End)),
        ];
        return new RunWindows(SimTime.Zero + cell.Options.Warmup, end, faults).Of(
            expectation.During,
            expectation.After,
            isFromStart: expectation.Expectation is Expectation.AlertFired or Expectation.AlertQuiet
        );
    }

    /// <summary>Replicas go on agreeing after the load has ended, until the world stops.</summary>
    private static SimTime EndOfRun(RunFacts facts, ScenarioCell cell) =>
        facts.WorldEnd > cell.End ? facts.WorldEnd : cell.End;
}
