using Simulation.Scenarios.Running;

namespace Simulation.Reports.Comparisons;

/// <summary>A claim that did not hold for a design, shown on the first seed on which it did not.</summary>
/// <param name="Design">The design's label.</param>
/// <param name="Run">The run that shows it.</param>
/// <param name="Expectation">The claim as judged there.</param>
/// <param name="OtherSeeds">The other seeds on which it went the same way.</param>
public sealed record Finding(
    string Design,
    RunResult Run,
    ExpectationOutcome Expectation,
    IReadOnlyList<ulong> OtherSeeds
)
{
    /// <summary>
    /// Everything that did not hold: first by expectation in the order of the file, then by design.
    /// </summary>
    public static IReadOnlyList<Finding> Of(Report report)
    {
        List<Finding> findings = [];
        foreach (ExpectationKey key in Keys(report))
        {
            foreach (Design design in report.Designs)
            {
                findings.AddRange(Of(design, key));
            }
        }

        findings.AddRange(report.Designs.SelectMany(Undecided));
        return findings;
    }

    /// <summary>The expectations of the file, each once, in its order.</summary>
    public static IReadOnlyList<ExpectationKey> Keys(Report report) =>
        [
            .. report
                .Runs.SelectMany(run => run.Expectations)
                .Select(ExpectationKey.Of)
                .Distinct()
                .OrderBy(key => key.Line),
        ];

    /// <summary>What to type to see where a run did not keep a claim.</summary>
    public static string Replay(RunResult run, ExpectationOutcome expectation)
    {
        string until = expectation.At is { } at ? $" --until {at}" : "";
        return $"simlab replay {run.Id}{until}";
    }

    private static IEnumerable<Finding> Of(Design design, ExpectationKey key) =>
        design
            .Runs.SelectMany(run =>
                run.Expectations.Where(expectation => ExpectationKey.Of(expectation) == key)
                    .Select(expectation => (Run: run, Expectation: expectation))
            )
            .Where(pair => pair.Expectation.Judgement != Judgement.Held)
            .GroupBy(pair => pair.Expectation.Judgement)
            .OrderBy(group => group.Key)
            .Select(group => new Finding(
                design.Label,
                group.First().Run,
                group.First().Expectation,
                [.. group.Skip(1).Select(pair => pair.Run.Seed)]
            ));

    private static IEnumerable<Finding> Undecided(Design design) =>
        design
            .Runs.SelectMany(run =>
                run.Models.Where(model => !model.IsWarning && model.Judgement == Judgement.Unknown)
                    .Select(model => (Run: run, Model: model))
            )
            .GroupBy(pair => (pair.Model.Workload, pair.Model.Model))
            .Select(group => new Finding(
                design.Label,
                group.First().Run,
                Claim(group.First().Model),
                [.. group.Skip(1).Select(pair => pair.Run.Seed)]
            ));

    private static ExpectationOutcome Claim(ModelOutcome model) =>
        new(
            $"history({model.Workload}) is {model.Model}",
            "",
            0,
            false,
            model.Judgement,
            "",
            model.Because,
            null
        );
}

/// <summary>What makes two judged expectations the same sentence of the same file.</summary>
/// <param name="File">The scenario file.</param>
/// <param name="Line">Its line, counted from 1.</param>
/// <param name="That">The sentence.</param>
public sealed record ExpectationKey(string File, int Line, string That)
{
    /// <summary>The key of a judged expectation.</summary>
    public static ExpectationKey Of(ExpectationOutcome expectation) =>
        new(expectation.File, expectation.Line, expectation.That);
}
