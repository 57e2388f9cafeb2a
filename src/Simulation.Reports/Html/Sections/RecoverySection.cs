using Simulation.Reports.Comparisons;

namespace Simulation.Reports.Html.Sections;

/// <summary>What the disaster cost in data and time, and what the time went into.</summary>
internal static class RecoverySection
{
    public static void Write(HtmlText html, Report report)
    {
        IReadOnlyList<RecoveryView> views = RecoveryView.Of(report);
        if (views.Count == 0)
        {
            return;
        }

        IReadOnlyList<string> phases = RecoveryView.Phases(views);
        html.Table(
            $"After {views[0].Worst.Fault} at {views[0].Worst.Struck}; of all seeds the worst",
            [
                "design",
                "workload",
                "RPO",
                "lost writes",
                "RTO",
                .. phases.Select(phase => phase.Replace('_', ' ')),
            ],
            views.Select(view =>
                (IReadOnlyList<HtmlCell>)
                    [
                        view.Design.Label,
                        view.Workload,
                        Figures.Length(view.Worst.Point),
                        new HtmlCell(
                            Figures.Count(view.Worst.LostWrites),
                            view.Worst.LostWrites > 0 ? "bad" : ""
                        ),
                        view.Worst.Time is null
                            ? new HtmlCell("never", "bad")
                            : Figures.Length(view.Worst.Time),
                        .. phases.Select(phase => (HtmlCell)Figures.Length(view.Phase(phase))),
                    ]
            )
        );
    }
}
