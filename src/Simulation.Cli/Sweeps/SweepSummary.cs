using Simulation.Campaigns;
using Simulation.Reports;
using Simulation.Reports.Json;

namespace Simulation.Cli.Sweeps;

/// <summary>What came of a sweep: how many trials failed, grouped by what is the same failure.</summary>
internal sealed class SweepSummary
{
    private readonly SweepPlan _plan;
    private readonly Results _results;

    public SweepSummary(SweepPlan plan, Results results)
    {
        _plan = plan;
        _results = results;
        Groups =
        [
            .. results
                .Recorded.Where(result => result.Verdict != TrialVerdict.Held)
                .GroupBy(result => (result.Verdict, result.Signature))
                .Select(group => new FailureGroup(
                    group.Key.Verdict,
                    group.Key.Signature,
                    group.Count(),
                    group.OrderBy(result => result.Events).ThenBy(result => result.Trial).First()
                ))
                .OrderBy(group => group.Verdict)
                .ThenByDescending(group => group.Count)
                .ThenBy(group => group.Cheapest.Trial),
        ];
    }

    /// <summary>The failures, the most frequent first; then what nobody can tell.</summary>
    public IReadOnlyList<FailureGroup> Groups { get; }

    /// <summary>What the sweep says to the shell, when it was not cut short.</summary>
    public ExitCode Exit =>
        _results.Contradicted.Length > 0 ? ExitCode.NotDeterministic
        : Count(TrialVerdict.Failed) > 0 ? ExitCode.Failed
        : Count(TrialVerdict.Unknown) > 0 ? ExitCode.Unknown
        : ExitCode.Held;

    /// <summary>The lines for people.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"{Figures.Count(_results.Recorded.Length)} of {Figures.Count(_plan.Trials)} trials:"
            + $" {Figures.Count(Count(TrialVerdict.Held))} held, {Figures.Count(Count(TrialVerdict.Failed))} failed,"
            + $" {Figures.Count(Count(TrialVerdict.Unknown))} unknown";
        foreach (FailureGroup group in Groups)
        {
            TrialResult trial = group.Cheapest;
            string cell = _plan.Cells[_plan.Brief.CellOf(trial.Trial)];
            string where = cell.Length == 0 ? "" : $", {cell}";
            yield return "";
            yield return $"  {Word(group.Verdict)}  {Figures.Some(group.Count, "trial")}  {group.Signature}";
            yield return $"        cheapest: seed {Seed(trial.Trial)}{where}, {Figures.Count(trial.Events)} events";
            if (trial.Because.Length > 0)
            {
                yield return "        " + trial.Because.ReplaceLineEndings(" ");
            }

            yield return "        see it   " + RunAgain(trial.Trial);
        }

        foreach (int trial in _results.Contradicted)
        {
            yield return "";
            yield return $"  NOT DETERMINISTIC  seed {Seed(trial)} gave other bytes when run again";
        }
    }

    /// <summary>The same as a document for machines.</summary>
    public JsonMap Json() =>
        new JsonMap()
            .With("campaign", _plan.Id)
            .With("contradicted", _results.Contradicted.Select(trial => (object?)Seed(trial)))
            .With("done", _results.Recorded.Length)
            .With("exit", (int)Exit)
            .With("failed", Count(TrialVerdict.Failed))
            .With(
                "groups",
                Groups.Select(group =>
                    (object?)
                        new JsonMap()
                            .With("cell", _plan.Cells[_plan.Brief.CellOf(group.Cheapest.Trial)])
                            .With("count", group.Count)
                            .With("run", group.Cheapest.RunId)
                            .With("seed", Seed(group.Cheapest.Trial))
                            .With("signature", group.Signature)
                            .With("verdict", Word(group.Verdict))
                )
            )
            .With("scenario", _plan.Name)
            .With("seeds", _plan.Seeds.ToString())
            .With("trials", _plan.Trials)
            .With("unknown", Count(TrialVerdict.Unknown));

    private string RunAgain(int trial)
    {
        string sets = string.Concat(
            _plan
                .Cells[_plan.Brief.CellOf(trial)]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(set => $" --set {set}")
                .Concat(_plan.Options.Select(option => " " + option))
        );
        return $"simlab run {_plan.Brief.File} --seed {Seed(trial)}{sets}";
    }

    private ulong Seed(int trial) => _plan.Brief.SeedOf(trial);

    private int Count(TrialVerdict verdict) => _results.Recorded.Count(result => result.Verdict == verdict);

    private static string Word(TrialVerdict verdict) => verdict == TrialVerdict.Failed ? "FAIL" : "unknown";
}

/// <summary>Trials that failed in the same way.</summary>
/// <param name="Verdict">Failed or unknown.</param>
/// <param name="Signature">What they have in common.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Cheapest">The one with the fewest events: the first to look at.</param>
internal sealed record FailureGroup(TrialVerdict Verdict, string Signature, int Count, TrialResult Cheapest);
