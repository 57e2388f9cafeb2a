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
        List<Question> asked = Asked(cell);
        return
        [
            .. facts.Records.SelectMany(record =>
                asked
                    .Where(question => question.Workload == record.History.Name)
                    .SelectMany(question =>
                        Models(question, record)
                            .Select(model => (model, question.Options, question.IsWarning))
                    )
                    .DistinctBy(pair => pair.model)
                    .GroupBy(pair => (pair.Options, pair.IsWarning), pair => pair.model)
                    .SelectMany(group =>
                        Judge(record, [.. group], group.Key.Options)
                            .Select(outcome => outcome with { IsWarning = group.Key.IsWarning })
                    )
            ),
        ];
    }

    private static List<Question> Asked(ScenarioCell cell) =>
        [
            .. cell.Options.Check.SelectMany(check =>
                check.Models.Select(model => new Question(
                    check.History,
                    model,
                    OptionsOf(check),
                    check.Severity == Severity.Warn
                ))
            ),
            .. cell.Expectations.SelectMany(expectation =>
                Models(expectation.Expectation)
                    .Select(claim => new Question(
                        claim.Workload,
                        claim.Model,
                        OptionsOf(null),
                        IsWarning: false
                    ))
            ),
        ];

    private static IReadOnlyList<ConsistencyModel> Models(Question question, WorkloadRecord record) =>
        question.Model == ConsistencyModels.AllOfThem
            ? ConsistencyModels.For(record.History, question.Options)
            :
            [
                ConsistencyModels.Find(question.Model)
                    ?? throw new InvariantViolation("the model was checked"),
            ];

    private static IEnumerable<(string Workload, string Model)> Models(Expectation expectation) =>
        expectation switch
        {
            Expectation.IsModel claim => [(claim.Workload, claim.Model)],
            Expectation.Satisfies claim => claim.Models.Select(model => (claim.Workload, model)),
            _ => [],
        };

    private static IEnumerable<ModelOutcome> Judge(
        WorkloadRecord record,
        IReadOnlyList<ConsistencyModel> models,
        JudgeOptions options
    ) =>
        Checkers
            .Judge.CheckAll(record.History, models, options)
            .Select(found => Outcome(record.History.Name, found.Model.Name, found.Verdict));

    /// <summary>What an entry of <c>check:</c> allows, or what is usual.</summary>
    private static JudgeOptions OptionsOf(CheckOptions? check) =>
        new()
        {
            ConfigurationsMax = Math.Max(
                1,
                (check?.Budget ?? UsualBudget).Nanoseconds / (1.Seconds.Nanoseconds / StepsPerSecond)
            ),
            StalenessMax = check?.MaxAge,
            VersionsMax = check?.MaxVersions,
        };

    private static ModelOutcome Outcome(string workload, string model, Verdict verdict) =>
        verdict switch
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

    private sealed record Question(string Workload, string Model, JudgeOptions Options, bool IsWarning);
}
