using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Recovery;

namespace Simulation.Reports.Terminal;

/// <summary>What the disaster cost in data and time, and what the time went into.</summary>
internal static class RecoverySection
{
    public static void Write(Page page, Report report)
    {
        foreach (
            IGrouping<string, RecoveryView> workload in RecoveryView
                .Of(report)
                .GroupBy(view => view.Workload, StringComparer.Ordinal)
        )
        {
            List<RecoveryView> views = [.. workload];
            RecoveryOutcome first = views[0].Worst;
            page.Gap();
            page.Add(
                new Span("Recovery", Tone.Heading),
                new Span($"   {first.Workload}, after {first.Fault} at {first.Struck}", Tone.Strong)
            );
            Costs(views).Write(page);
        }
    }

    private static Table Costs(List<RecoveryView> views)
    {
        var table = Table.Of([.. views.Select(view => view.Design)]);
        table.Add("data", "RPO", false, views.Select(view => Point(view.Worst)));
        table.Add("data", "lost writes", false, views.Select(view => Lost(view.Worst)));
        table.Add("time", "RTO", false, views.Select(view => Time(view.Worst)));
        foreach (string phase in RecoveryView.Phases(views))
        {
            table.Add(
                "time",
                phase.Replace('_', ' '),
                false,
                views.Select(view => new Span(Figures.Length(view.Phase(phase))))
            );
        }

        return table;
    }

    private static Span Point(RecoveryOutcome recovery) =>
        new(Figures.Length(recovery.Point), recovery.LostWrites > 0 ? Tone.Bad : Tone.Good);

    private static Span Lost(RecoveryOutcome recovery) =>
        new(Figures.Count(recovery.LostWrites), recovery.LostWrites > 0 ? Tone.Bad : Tone.Plain);

    private static Span Time(RecoveryOutcome recovery) =>
        recovery.Time is null ? new Span("never", Tone.Bad) : new Span(Figures.Length(recovery.Time));
}
