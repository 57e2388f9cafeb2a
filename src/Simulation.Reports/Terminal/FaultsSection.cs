using Simulation.Kernel.Time;
using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Terminal;

/// <summary>What was broken, when, and what that did.</summary>
internal static class FaultsSection
{
    public static void Write(Page page, Report report)
    {
        List<Row> rows = Rows(report);
        if (rows.Count == 0)
        {
            return;
        }

        page.Gap();
        page.Add(new Span("Faults", Tone.Heading));
        int id = rows.Max(row => row.Fault.Id.Length);
        int when = rows.Max(row => row.When.Length);
        int what = rows.Max(row => row.What.Length);
        foreach (Row row in rows)
        {
            page.Add(
                new Span("  "),
                new Span(row.Fault.Id.PadRight(id), Tone.Strong),
                new Span($"  {row.When.PadRight(when)}  {row.What.PadRight(what)}  {row.Effect}")
            );
            if (row.TouchedNothing)
            {
                page.Sentence(
                    4,
                    $"warning: {row.Fault.Id} touched nothing{row.Where}, so it shows nothing",
                    Tone.Doubtful
                );
            }
        }
    }

    private static List<Row> Rows(Report report)
    {
        List<Row> rows = [];
        foreach (
            var fault in report
                .Runs.SelectMany(run => run.Faults.Select(fault => (Run: run, Fault: fault)))
                .GroupBy(pair =>
                    (pair.Fault.Id, pair.Fault.Kind, pair.Fault.Target, pair.Fault.Start, pair.Fault.End)
                )
        )
        {
            List<(RunResult Run, FaultOutcome Fault)> all = [.. fault];
            List<string> idle =
            [
                .. all.Where(pair => pair.Fault.TouchedNothing).Select(pair => Name(pair.Run)),
            ];
            FaultOutcome shown = all[0].Fault;
            bool same = all.TrueForAll(pair =>
                string.Equals(pair.Fault.Effect, shown.Effect, StringComparison.Ordinal)
            );
            rows.Add(
                new Row(
                    shown,
                    When(shown, all[0].Run),
                    (shown.Kind + " " + shown.Target).TrimEnd(),
                    shown.Effect + (same ? "" : $" ({Name(all[0].Run)})"),
                    idle.Count > 0,
                    idle.Count == all.Count ? "" : " in " + string.Join("; ", idle)
                )
            );
        }

        return rows;
    }

    private static string When(FaultOutcome fault, RunResult run) =>
        Figures.Stretch(fault.Start, fault.End ?? SimTime.Zero + run.Duration);

    private static string Name(RunResult run) =>
        run.Cell.Count == 0 ? $"seed {run.Seed}" : $"{Design.Name(run)}, seed {run.Seed}";

    private sealed record Row(
        FaultOutcome Fault,
        string When,
        string What,
        string Effect,
        bool TouchedNothing,
        string Where
    );
}
