using System.Globalization;
using Simulation.Kernel.Time;

namespace Simulation.Reports.Terminal;

/// <summary>The question, and how many runs were made to answer it.</summary>
internal static class HeadingSection
{
    private const int BarWidth = 32;

    public static void Write(Page page, Report report, TerminalFacts facts)
    {
        page.Sentence(0, report.Title, Tone.Heading);
        page.Sentence(0, Runs(report), Tone.Quiet);
        string bar = facts.HasBar ? Bar(report.Runs.Count, facts.Planned) + " " : "";
        page.Add(
            new Span("  "),
            new Span(bar, report.Runs.Count == facts.Planned ? Tone.Good : Tone.Doubtful),
            new Span($"{report.Runs.Count}/{facts.Planned}   {Speed(report, facts.Elapsed)}", Tone.Quiet)
        );
        foreach (string offence in report.Runs.SelectMany(run => run.Offences).Distinct())
        {
            page.Sentence(2, "not deterministic: " + offence, Tone.Bad);
        }
    }

    /// <summary>A bar that is as full as the work is done.</summary>
    public static string Bar(int done, int planned)
    {
        int full = planned == 0 ? 0 : BarWidth * done / planned;
        return new string('#', full) + new string('.', BarWidth - full);
    }

    private static string Runs(Report report)
    {
        SimDuration longest = report.Runs.Max(run => run.Duration);
        string each = Figures.Rough(longest) + " simulated" + (report.Runs.Count > 1 ? " each" : "");
        string seeds = string.Join(' ', report.Seeds);
        if (report.Runs.Count == 1)
        {
            return $"1 run, seed {seeds}, {each}";
        }

        string noun = report.Designs[0].Cell.Count == 1 ? report.Designs[0].Keys + " value" : "design";
        string designs = report.Designs.Count == 1 ? "" : Figures.Some(report.Designs.Count, noun) + " x ";
        string under = $"{Figures.Some(report.Seeds.Count, "seed")} ({seeds})";
        return $"{report.Runs.Count} runs = {designs}{under}, {each}";
    }

    private static string Speed(Report report, TimeSpan? elapsed)
    {
        double simulated = report.Runs.Sum(run => run.Duration.TotalSeconds);
        string of = Figures.Rough(new SimDuration((long)(simulated * 1e9))) + " of simulated time";
        if (elapsed is not { } took)
        {
            return of;
        }

        string seconds = took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        string times = Figures.Count((long)(simulated / Math.Max(took.TotalSeconds, 0.001)));
        return $"{of} in {seconds}s ({times}x)";
    }
}
