using Simulation.Scenarios.Running;

namespace Simulation.Reports;

/// <summary>What single judgements add up to.</summary>
public static class Verdicts
{
    /// <summary>
    /// What a set of runs says to the shell. Something escaping the simulation outweighs all, a failure
    /// outweighs an unknown, and a mere warning counts for nothing.
    /// </summary>
    /// <remarks>
    /// Violated models count only where a scenario expects nothing, because a scenario that compares weak
    /// designs wants them shown and not forbidden. Undecided models count unless the
    /// scenario says that they only warn: unknown is never green.
    /// </remarks>
    public static ExitCode Exit(IReadOnlyList<RunResult> runs)
    {
        if (runs.Any(run => run.Offences.Count > 0))
        {
            return ExitCode.NotDeterministic;
        }

        bool expects = runs.Any(run => run.Expectations.Count > 0);
        if (Any(runs, Judgement.Failed, models: !expects))
        {
            return ExitCode.Failed;
        }

        return Any(runs, Judgement.Unknown, models: true) || NothingMeasured(runs)
            ? ExitCode.Unknown
            : ExitCode.Held;
    }

    /// <summary>The exit in words, for whoever reads the last line only.</summary>
    public static string Meaning(ExitCode exit) =>
        exit switch
        {
            ExitCode.Held => "every expectation held.",
            ExitCode.Failed => "an expectation failed.",
            ExitCode.Unknown => "some answers are unknown, which is not the same as held.",
            ExitCode.NotDeterministic => "not deterministic: something escaped the simulation.",
            ExitCode.WrongCommand => "bad command line.",
            ExitCode.WrongInput => "bad scenario or history.",
            ExitCode.NoSuchFile => "no such file or run.",
            ExitCode.LabBug => "a bug in the lab.",
            ExitCode.CannotWrite => "cannot write results.",
            ExitCode.Interrupted => "interrupted.",
            _ => throw new ArgumentOutOfRangeException(nameof(exit), exit, "no such exit code"),
        };

    private static bool Any(IReadOnlyList<RunResult> runs, Judgement judgement, bool models) =>
        runs.Any(run =>
            run.Expectations.Any(expectation => !expectation.IsWarning && expectation.Judgement == judgement)
            || (models && run.Models.Any(model => !model.IsWarning && model.Judgement == judgement))
        );

    private static bool NothingMeasured(IReadOnlyList<RunResult> runs) =>
        runs.All(run => run.Workloads.All(workload => workload.History.Operations.Count == 0));
}
