using Simulation.Reports.Comparisons;
using Simulation.Reports.Exporters;
using Simulation.Reports.Terminal;

namespace Simulation.Tests.Reports.Comparisons;

public sealed class ComparisonTests
{
    private static readonly ulong[] Seeds = [42, 43, 44, 45, 46];

    [Fact]
    public void A_difference_on_every_seed_is_told()
    {
        Comparison comparison = Of(Design("linearizable", Seeds), Design("eventual", Seeds));

        ComparedValue latency = Value(comparison, Measure.LatencyP99);
        ComparedValue stale = Value(comparison, Measure.StaleReads);

        Assert.Equal(Told.Better, latency.Contrast!.Told);
        Assert.Equal(Told.Worse, stale.Contrast!.Told);
    }

    [Fact]
    public void Three_seeds_can_never_tell()
    {
        Comparison comparison = Of(Design("linearizable", Seeds[..3]), Design("eventual", Seeds[..3]));

        string page = TerminalReport.Plain(ComparisonPage.Compose(comparison));

        Assert.DoesNotContain(
            comparison.Measures.SelectMany(measure => measure.Values),
            value => value.Contrast?.Told is Told.Better or Told.Worse
        );
        Assert.Contains("cannot tell", page, StringComparison.Ordinal);
        Assert.Contains("can never tell", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_design_against_itself_is_the_same()
    {
        ComparedDesign design = Design("session", Seeds);
        Comparison comparison = Of(design, design with { Label = "again" });

        Assert.All(
            comparison.Measures,
            measure => Assert.True(measure.Values[1].Contrast!.Told is Told.Same or Told.CannotTell)
        );
        Assert.True(comparison.Conditions.IsSame);
    }

    [Theory]
    [InlineData("load")]
    [InlineData("faults")]
    [InlineData("seeds")]
    public void Conditions_that_differ_are_said(string what)
    {
        ComparedDesign changed = Design("eventual", what == "seeds" ? [42, 43] : Seeds);
        changed = changed with
        {
            Runs =
            [
                .. changed.Runs.Select(run =>
                    what switch
                    {
                        "load" => run with { LoadFingerprint = "0" },
                        "faults" => run with { FaultFingerprint = "0" },
                        _ => run,
                    }
                ),
            ],
        };

        Comparison comparison = Of(Design("session", Seeds), changed);

        Assert.False(comparison.Conditions.IsSame);
        Assert.Contains("Not the same " + what, comparison.Conditions.Sentences[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stale-reads worse", 1)]
    [InlineData("any worse", 2)]
    [InlineData("p99 worse", 0)]
    [InlineData("lost-writes worse by 5%", 1)]
    public void A_rule_passes_where_a_measure_is_told_to_be_worse(string rule, int passed)
    {
        Comparison comparison = Of(Design("linearizable", Seeds), Design("eventual", Seeds));

        IReadOnlyList<string> sentences = FailureRule.Parse(rule)!.Passed(comparison);

        Assert.Equal(passed, sentences.Count);
    }

    [Theory]
    [InlineData("p99")]
    [InlineData("p98 worse")]
    [InlineData("p99 worse by 5")]
    [InlineData("p99 worse by -5%")]
    public void What_is_no_rule_is_not_read(string rule) => Assert.Null(FailureRule.Parse(rule));

    [Fact]
    public void The_forms_say_the_same()
    {
        List<Comparison> all = [Of(Design("linearizable", Seeds), Design("eventual", Seeds))];

        string page = TerminalReport.Plain(ComparisonPage.Compose(all[0]));

        ReportGolden.Equal("comparison.plain.txt", page, Golden);
        ReportGolden.Equal("comparison.md", ComparisonTexts.Markdown(all), Golden);
        ReportGolden.Equal("comparison.csv", ComparisonTexts.Csv(all), Golden);
        Assert.Contains("\"same_conditions\": true", ComparisonTexts.Json(all), StringComparison.Ordinal);
    }

    private static string Golden => Path.Combine(SourceFolder(), "ReportGolden.cs");

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string caller = "") =>
        Path.GetDirectoryName(Path.GetDirectoryName(caller))!;

    private static Comparison Of(params ComparedDesign[] designs) => new("sample", designs, 0);

    private static ComparedDesign Design(string level, ulong[] seeds) =>
        new(level, [.. seeds.Select(seed => MeasuredRun.Of(SampleRuns.Run(level, seed)))]);

    private static ComparedValue Value(Comparison comparison, Measure measure) =>
        comparison.Measures.Single(one => ReferenceEquals(one.Measure, measure)).Values[1];
}
