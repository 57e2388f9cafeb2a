using Simulation.Scenarios.Running;

namespace Simulation.Cli.Sweeps;

/// <summary>What makes two failed runs the same failure: what did not hold, how, and under which faults.</summary>
internal static class TrialSignature
{
    /// <summary>The signature and a sentence about the failure; both empty where nothing failed.</summary>
    public static (string Signature, string Because) Of(RunResult run)
    {
        ExpectationOutcome? failed =
            run.Expectations.FirstOrDefault(one => one is { Judgement: Judgement.Failed, IsWarning: false })
            ?? run.Expectations.FirstOrDefault(one =>
                one is { Judgement: Judgement.Unknown, IsWarning: false }
            );
        ModelOutcome? model = run.Models.FirstOrDefault(one =>
            one is { Judgement: Judgement.Failed, IsWarning: false }
        );
        if (failed is null && model is null)
        {
            return ("", "");
        }

        string what = failed?.That ?? $"history({model!.Workload}) is {model.Model}";
        string how = model is null ? "" : $" [{model.Anomaly}]";
        string[] kinds =
        [
            .. run
                .Faults.Where(fault => !fault.TouchedNothing)
                .Select(fault => fault.Kind)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        string under = kinds.Length == 0 ? "without a fault" : "under " + string.Join(", ", kinds);
        return ($"{what}{how} {under}", failed?.Because ?? model!.Because);
    }
}
