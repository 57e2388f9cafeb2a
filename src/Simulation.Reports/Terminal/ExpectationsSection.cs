using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Terminal;

/// <summary>What was expected, how much of it held, and for the rest who saw what, when and why.</summary>
internal static class ExpectationsSection
{
    private const int Indent = 8;

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
            new Span($"      {Tally(checks)}", Tone.Quiet));
        int claim = Longest(findings.Select(finding => finding.Expectation.That));
        int where = Longest(findings.Select(Where));
        foreach (Finding finding in findings)
        {
            Write(page, finding, claim, where);
        }
    }

    private static void Write(Page page, Finding finding, int claim, int where)
    {
        ExpectationOutcome expectation = finding.Expectation;
        (string word, Tone tone) = (expectation.Judgement, expectation.IsWarning) switch
        {
            (Judgement.Unknown, _) => ("UNKNOWN", Tone.Doubtful),
            (_, true) => ("WARN", Tone.Doubtful),
            _ => ("FAIL", Tone.Bad),
        };
        string was = expectation.Was.Length == 0 ? "" : "   was " + expectation.Was;
        page.Add(
            new Span("  "),
            new Span(word.PadRight(Indent - 3), tone),
            new Span(" " + expectation.That.PadRight(claim), Tone.Strong),
            new Span("   " + Where(finding).PadRight(where)),
            new Span(was, tone));
        if (expectation.File.Length > 0)
        {
            page.Add(new Span(new string(' ', Indent)), new Span($"{expectation.File}:{expectation.Line}", Tone.Quiet));
        }

        if (expectation.Because.Length > 0)
        {
            page.Sentence(Indent, expectation.Because);
        }

        if (finding.OtherSeeds.Count > 0)
        {
            page.Sentence(Indent, "the same with seed " + string.Join(", ", finding.OtherSeeds), Tone.Quiet);
        }

        string until = expectation.At is { } at ? $" --until {at}" : "";
        page.Add(
            new Span(new string(' ', Indent)),
            new Span("see it   ", Tone.Quiet),
            new Span($"simlab replay {finding.Run.Id}{until}"));
    }

    private static string Where(Finding finding) => finding.Run.Cell.Count == 0
        ? $"seed {finding.Run.Seed}"
        : $"{finding.Design}, seed {finding.Run.Seed}";

    private static int Longest(IEnumerable<string> texts) => texts.Select(text => text.Length).DefaultIfEmpty(0).Max();

    private static string Held(Report report, List<ExpectationOutcome> checks)
    {
        IReadOnlyList<ExpectationKey> keys = Finding.Keys(report);
        int held = keys.Count(key => checks.TrueForAll(check =>
            ExpectationKey.Of(check) != key || check.Judgement == Judgement.Held));
        return $"{held} of {keys.Count} held";
    }

    private static string Tally(List<ExpectationOutcome> checks)
    {
        int held = checks.Count(check => check.Judgement == Judgement.Held);
        int failed = checks.Count(check => check.Judgement == Judgement.Failed);
        int unknown = checks.Count(check => check.Judgement == Judgement.Unknown);
        return $"{Figures.Some(checks.Count, "check")}: {held} held, {failed} failed, {unknown} unknown";
    }
}
