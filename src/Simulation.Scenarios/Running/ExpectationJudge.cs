using Simulation.Kernel;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Expressions;
using Simulation.Scenarios.Loading;

namespace Simulation.Scenarios.Running;

/// <summary>Judges what a scenario expects by what a run measured.</summary>
internal static class ExpectationJudge
{
    /// <summary>All expectations of the cell, then the events that must have happened.</summary>
    public static IReadOnlyList<ExpectationOutcome> Judge(
        ScenarioCell cell,
        RunFacts facts,
        IReadOnlyList<ModelOutcome> models,
        IReadOnlyList<WorkloadOutcome> workloads
    )
    {
        var measurements = new RunMeasurements(facts, models, workloads);
        return
        [
            .. cell.Expectations.Select(expectation => Judge(cell, facts, measurements, expectation)),
            .. cell.Reached.Select(required => Judge(cell, facts, required)),
        ];
    }

    private static ExpectationOutcome Judge(
        ScenarioCell cell,
        RunFacts facts,
        RunMeasurements measurements,
        PlannedExpectation expectation
    )
    {
        Window window = WindowOf(cell, facts, expectation);
        Evaluation evaluation = ExpectationEvaluator.Evaluate(expectation.Expectation, measurements, window);
        Telling? telling =
            evaluation.Judgement == Judgement.Failed
                ? measurements.TellingExample(expectation.Expectation, window)
                : null;
        return new ExpectationOutcome(
            expectation.Text,
            cell.File,
            expectation.Line,
            expectation.IsWarning,
            evaluation.Judgement,
            evaluation.Was,
            $"{evaluation.Because} {telling?.Words}".TrimEnd(),
            telling?.At
        );
    }

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

    /// <summary>
    /// The part of the run that an expectation is about: all after the warm-up unless it says more.
    /// </summary>
    private static Window WindowOf(ScenarioCell cell, RunFacts facts, PlannedExpectation expectation)
    {
        SimTime start = SimTime.Zero + cell.Options.Warmup;
        if (expectation.After is { } id)
        {
            FaultOutcome fault = facts.Faults.First(other => other.Id == id);
            return new Window(fault.End ?? cell.End, EndOfRun(facts, cell));
        }

        return expectation.During switch
        {
            null => new Window(start, cell.End),
            During.Steady => new Window(
                start,
                facts.Faults.Select(fault => fault.Start).DefaultIfEmpty(cell.End).Min()
            ),
            During.Recovery => new Window(
                facts.Faults.Select(fault => fault.End ?? cell.End).DefaultIfEmpty(start).Max(),
                cell.End
            ),
            During.WhileFault part => WindowOf(facts, part.FaultId, cell.End),
            During.Between part => new Window(part.Start, part.End),
            _ => throw new InvariantViolation("every part of a run has a case"),
        };
    }

    private static Window WindowOf(RunFacts facts, string faultId, SimTime end)
    {
        FaultOutcome fault = facts.Faults.First(other => other.Id == faultId);
        return new Window(fault.Start, fault.End ?? end);
    }

    /// <summary>Replicas go on agreeing after the load has ended, until the world stops.</summary>
    private static SimTime EndOfRun(RunFacts facts, ScenarioCell cell) =>
        facts.WorldEnd > cell.End ? facts.WorldEnd : cell.End;
}
