namespace Simulation.Reports.Html.Sections;

/// <summary>What each design costs a month, where the scenario names prices.</summary>
internal static class CostSection
{
    public static void Write(HtmlText html, Report report)
    {
        if (report.Runs[0].Cost is null)
        {
            return;
        }

        html.Table(
            "A month, if every hour were as the run",
            ["design", "nodes", "traffic", "together"],
            report
                .Designs.Where(design => design.Runs[0].Cost is not null)
                .Select(design =>
                    (IReadOnlyList<HtmlCell>)
                        [
                            design.Label,
                            Figures.Amount(design.Runs[0].Cost!.Nodes),
                            Figures.Amount(design.Runs[0].Cost!.Traffic),
                            Figures.Amount(design.Runs[0].Cost!.Month),
                        ]
                )
        );
    }
}
