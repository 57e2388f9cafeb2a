using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Slo;

namespace Simulation.Reports.Terminal;

/// <summary>What became of what clients were promised, and which alerts told of it when.</summary>
internal static class SloSection
{
    public static void Write(Page page, Report report)
    {
        foreach (IReadOnlyList<SloView> views in SloView.ByPromise(report))
        {
            SloOutcome first = views[0].Worst;
            page.Gap();
            page.Add(
                new Span("SLO", Tone.Heading),
                new Span($"   {first.Name}: {SloView.Promise(first)}", Tone.Strong)
            );
            Alerts(views).Write(page);
        }
    }

    private static Table Alerts(IReadOnlyList<SloView> views)
    {
        var table = Table.Of([.. views.Select(view => view.Design)]);
        table.Add("", "bad", false, views.Select(view => new Span(Figures.Count(view.Worst.BadCount))));
        table.Add(
            "",
            "budget used",
            false,
            views.Select(view => new Span(view.BudgetUsed, view.IsBroken ? Tone.Bad : Tone.Good))
        );
        for (int place = 0; place < views[0].Worst.Alerts.Count; place++)
        {
            AlertOutcome alert = views[0].Worst.Alerts[place];
            table.Add(
                "alerts, when they fired",
                $"{alert.Name} {alert.Burn}",
                false,
                views.Select(view => new Span(SloView.Fired(view.Worst.Alerts[place])))
            );
        }

        return table;
    }
}
