using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Terminal;

/// <summary>What was expected, how much of it held, and for the rest who saw what, when and why.</summary>
internal static class ExpectationsSection
{
    public static void Write(Page page, Report report)
    {
        List<ExpectationOutcome> checks = [.. report.Runs.SelectMany(run => run.Expectations)];
        IReadOnlyList<Finding> findings = Finding.Of(report);
        if (checks.Count == 0 && findings.Count == 0)
        {
            return;
        }

        page.Gap();
        page.Add(
            new Span("Expectations", Tone.Heading),
            new Span($"   {Held(report, checks)}", findings.Count == 0 ? Tone.Good : Tone.Plain),
            new Span($"      {Tally(checks)}", Tone.Quiet)
        );
        Widths widths = new(
            Longest(findings.Select(finding => Word(finding).Text)),
            Longest(findings.Select(finding => finding.Expectation.That)),
            Longest(findings.Select(Where))
        );
        foreach (Finding finding in findings)
        {
            Write(page, finding, widths);
        }
    }

    private static void Write(Page page, Finding finding, Widths widths)
    {
        ExpectationOutcome expectation = finding.Expectation;
        (string word, Tone tone) = Word(finding);
        int indent = widths.Word + 4;
        string was = expectation.Was.Length == 0 ? "" : "   was " + expectation.Was;
        page.Add(
            new Span("  "),
            new Span(word.PadRight(widths.Word), tone),
            new Span("  " + expectation.That.PadRight(widths.Claim), Tone.Strong),
            new Span("   " + Where(finding).PadRight(widths.Where)),
            new Span(was, tone)
        );
        if (expectation.File.Length > 0)
        {
            page.Add(
                new Span(new string(' ', indent)),
                new Span($"{expectation.File}:{expectation.Line}", Tone.Quiet)
            );
        }

        if (expectation.Because.Length > 0)
        {
            page.Sentence(indent, expectation.Because);
        }

        if (finding.OtherSeeds.Count > 0)
        {
            page.Sentence(indent, "the same with seed " + string.Join(", ", finding.OtherSeeds), Tone.Quiet);
        }

        page.Add(
            new Span(new string(' ', indent)),
            new Span("see it   ", Tone.Quiet),
            new Span(Finding.Replay(finding.Run, expectation))
        );
    }

    private static Span Word(Finding finding) =>
        (finding.Expectation.Judgement, finding.Expectation.IsWarning) switch
        {
            (Judgement.Unknown, _) => new Span("UNKNOWN", Tone.Doubtful),
            (_, true) => new Span("WARN", Tone.Doubtful),
            _ => new Span("FAIL", Tone.Bad),
        };

    private static string Where(Finding finding) =>
        finding.Run.Cell.Count == 0
            ? $"seed {finding.Run.Seed}"
            : $"{finding.Design}, seed {finding.Run.Seed}";

    private static int Longest(IEnumerable<string> texts) =>
        texts.Select(text => text.Length).DefaultIfEmpty(0).Max();

    private static string Held(Report report, List<ExpectationOutcome> checks)
    {
        IReadOnlyList<ExpectationKey> keys = Finding.Keys(report);
        int held = keys.Count(key =>
            checks.TrueForAll(check => ExpectationKey.Of(check) != key || check.Judgement == Judgement.Held)
        );
        return $"{held} of {keys.Count} held";
    }

    private static string Tally(List<ExpectationOutcome> checks)
    {
        int held = checks.Count(check => check.Judgement == Judgement.Held);
        int failed = checks.Count(check => check.Judgement == Judgement.Failed);
        int unknown = checks.Count(check => check.Judgement == Judgement.Unknown);
        return $"{Figures.Some(checks.Count, "check")}: {held} held, {failed} failed, {unknown} unknown";
    }

    private readonly record struct Widths(int Word, int Claim, int Where);
}
