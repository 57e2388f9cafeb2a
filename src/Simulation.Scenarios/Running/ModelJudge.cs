using Simulation.Checkers;
using Simulation.Kernel;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Expressions;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Loading;

namespace Simulation.Scenarios.Running;

/// <summary>Has histories judged against the consistency models that a scenario names.</summary>
internal static class ModelJudge
{
    /// <summary>How many search steps a second of budget pays for, on every machine.</summary>
    private const long StepsPerSecond = 1_000_000;

    private static readonly SimDuration UsualBudget = 30.Seconds;

    /// <summary>All verdicts asked for under <c>check:</c> or by an expectation, each once.</summary>
    public static IReadOnlyList<ModelOutcome> Judge(ScenarioCell cell, RunFacts facts)
    {
        List<(string Workload, string Model, SimDuration Budget)> asked = Asked(cell);
        return
        [
            .. facts.Records.SelectMany(record =>
                asked
                    .Where(question => question.Workload == record.History.Name)
                    .Select(question => Judge(record, question.Model, question.Budget))
            ),
        ];
    }

    private static List<(string Workload, string Model, SimDuration Budget)> Asked(ScenarioCell cell)
    {
        var asked = new List<(string Workload, string Model, SimDuration Budget)>();
        foreach (CheckOptions check in cell.Options.Check)
        {
            asked.AddRange(check.Models.Select(model => (check.History, Canonical(model), check.Budget)));
        }

        foreach (PlannedExpectation expectation in cell.Expectations)
        {
            asked.AddRange(
                Models(expectation.Expectation)
                    .Select(claim => (claim.Workload, Canonical(claim.Model), UsualBudget))
            );
        }

        return [.. asked.DistinctBy(question => (question.Workload, question.Model))];
    }

    private static IEnumerable<(string Workload, string Model)> Models(Expectation expectation) =>
        expectation switch
        {
            Expectation.IsModel claim => [(claim.Workload, claim.Model)],
            Expectation.Satisfies claim => claim.Models.Select(model => (claim.Workload, model)),
            _ => [],
        };

    private static string Canonical(string model) => ConsistencyModels.Find(model)?.Name ?? model;

    private static ModelOutcome Judge(WorkloadRecord record, string model, SimDuration budget)
    {
        var options = new JudgeOptions
        {
            ConfigurationsMax = Math.Max(1, budget.Nanoseconds / (1.Seconds.Nanoseconds / StepsPerSecond)),
        };
        string workload = record.History.Name;
        return Checkers.Judge.Check(record.History, model, options) switch
        {
            Verdict.Holds => new ModelOutcome(workload, model, Judgement.Held, "", "", []),
            Verdict.Undecided undecided => new ModelOutcome(
                workload,
                model,
                Judgement.Unknown,
                "",
                undecided.Reason,
                []
            ),
            Verdict.Violated violated => new ModelOutcome(
                workload,
                model,
                Judgement.Failed,
                violated.Anomaly,
                violated.Because,
                violated.Operations
            ),
            _ => throw new InvariantViolation("every verdict has a case"),
        };
    }
}
