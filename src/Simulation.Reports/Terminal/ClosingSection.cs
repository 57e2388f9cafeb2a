namespace Simulation.Reports.Terminal;

/// <summary>Where the results are, what the exit code means, and how to get the same bytes again.</summary>
internal static class ClosingSection
{
    public static void Write(Page page, Report report, TerminalFacts facts)
    {
        page.Gap();
        if (facts.Folder is { } folder)
        {
            page.Add(new Span("Report   "), new Span(folder, Tone.Strong));
        }

        Tone tone = facts.Exit switch
        {
            ExitCode.Held => Tone.Good,
            ExitCode.Unknown or ExitCode.Interrupted => Tone.Doubtful,
            _ => Tone.Bad,
        };
        string seeds = (report.Seeds.Count == 1 ? "seed: " : "seeds: ") + string.Join(' ', report.Seeds);
        page.Add(
            new Span($"Exit {(int)facts.Exit}   {Meaning(report, facts.Exit)}", tone),
            new Span($"   Same bytes again with the same {seeds}", Tone.Quiet)
        );
    }

    private static string Meaning(Report report, ExitCode exit) =>
        exit == ExitCode.Held && report.Runs.All(run => run.Expectations.Count == 0)
            ? "nothing was expected."
            : Verdicts.Meaning(exit);
}
