using Simulation.Reports.Comparisons;

namespace Simulation.Reports.Html.Sections;

/// <summary>How to get the same bytes again.</summary>
internal static class ReproduceSection
{
    public static void Write(HtmlText html, Report report)
    {
        html.Element(
                "p",
                "The same scenario with the same seed gives the same fingerprint, on any machine, on any day."
            )
            .Table(
                "",
                ["run", "design", "seed", "events", "fingerprint", "load"],
                report.Runs.Select(run =>
                    (IReadOnlyList<HtmlCell>)
                        [
                            new HtmlCell(run.Id, "mono"),
                            Design.Name(run),
                            run.Seed.ToString(),
                            Figures.Count(run.EventCount),
                            new HtmlCell(Figures.Hash(run.Fingerprint), "mono"),
                            new HtmlCell(Figures.Hash(run.LoadFingerprint), "mono"),
                        ]
                )
            )
            .Raw("<details>")
            .Element("summary", $"The scenario of run {report.Runs[0].Id}, with everything explicit")
            .Element("pre", report.Runs[0].ResolvedScenario)
            .Raw("</details>\n")
            .Element("code", "simlab run scenario.resolved.yaml --verify-determinism", "command");
    }
}
