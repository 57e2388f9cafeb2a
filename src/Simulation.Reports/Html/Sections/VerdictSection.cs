using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Html.Sections;

/// <summary>Whether what was expected came, in words and in a table.</summary>
internal static class VerdictSection
{
    public static void Write(HtmlText html, Report report)
    {
        string tone = report.Exit switch
        {
            ExitCode.Held => "good",
            ExitCode.Failed => "bad",
            _ => "doubtful",
        };
        html.Raw($"<p class=\"verdict {tone}\">")
            .Text(Sentence(report))
            .Raw("</p>\n")
            .Element("p", Paragraph(report));
        IReadOnlyList<ExpectationKey> keys = Finding.Keys(report);
        if (keys.Count == 0)
        {
            return;
        }

        html.Table(
            "",
            ["expectation", .. report.Designs.Select(design => design.Label)],
            keys.Select(key =>
                (IReadOnlyList<HtmlCell>)[key.That, .. report.Designs.Select(design => Verdict(design, key))]
            )
        );
        foreach (Finding finding in Finding.Of(report))
        {
            Tell(html, finding);
        }
    }

    private static string Sentence(Report report)
    {
        string meaning = Verdicts.Meaning(report.Exit);
        return char.ToUpperInvariant(meaning[0]) + meaning[1..];
    }

    private static string Paragraph(Report report)
    {
        List<ExpectationOutcome> checks = [.. report.Runs.SelectMany(run => run.Expectations)];
        int Count(Judgement judgement) => checks.Count(check => check.Judgement == judgement);
        string runs = Figures.Some(report.Runs.Count, "run");
        string designs = Figures.Some(report.Designs.Count, "design");
        string seeds = Figures.Some(report.Seeds.Count, "seed");
        string length = Figures.Rough(report.Runs[0].Duration);
        return $"{runs} of {length} simulated time each: {designs}, {seeds}. Of {Figures.Some(checks.Count, "check")}"
            + $" {Figures.Count(Count(Judgement.Held))} held, {Figures.Count(Count(Judgement.Failed))} failed and"
            + $" {Figures.Count(Count(Judgement.Unknown))} could not be decided.";
    }

    private static HtmlCell Verdict(Design design, ExpectationKey key)
    {
        List<ExpectationOutcome> checks =
        [
            .. design
                .Runs.SelectMany(run => run.Expectations)
                .Where(expectation => ExpectationKey.Of(expectation) == key),
        ];
        if (checks.Count == 0)
        {
            return new HtmlCell("", "quiet");
        }

        ExpectationOutcome worst =
            checks.Find(check => check.Judgement == Judgement.Failed)
            ?? checks.Find(check => check.Judgement == Judgement.Unknown)
            ?? checks[0];
        string was = worst.Was.Length == 0 ? "" : $" ({worst.Was})";
        return worst.Judgement switch
        {
            Judgement.Held => new HtmlCell("held" + was, "good"),
            Judgement.Failed => new HtmlCell("failed" + was, worst.IsWarning ? "doubtful" : "bad"),
            _ => new HtmlCell("unknown", "doubtful"),
        };
    }

    private static void Tell(HtmlText html, Finding finding)
    {
        string word = finding.Expectation.Judgement == Judgement.Unknown ? "Unknown" : "Failed";
        string was = finding.Expectation.Was.Length == 0 ? "" : $", was {finding.Expectation.Was}";
        html.Raw("<article class=\"finding\">\n")
            .Element("h3", $"{word}: {finding.Expectation.That}")
            .Element("p", $"{finding.Design}, seed {finding.Run.Seed}{was}", "quiet")
            .Element("p", finding.Expectation.Because)
            .Element("code", Finding.Replay(finding.Run, finding.Expectation), "command")
            .Raw("</article>\n");
    }
}
