using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Html.Sections;

/// <summary>What components and the network measured about themselves, the designs side by side.</summary>
internal static class ComponentsSection
{
    private const int RowsMax = 400;

    public static void Write(HtmlText html, Report report)
    {
        List<string> names =
        [
            .. report
                .Runs.SelectMany(run => run.Metrics)
                .Select(metric => metric.Name)
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
        if (names.Count == 0)
        {
            return;
        }

        html.Raw("<details>")
            .Element("summary", $"{Figures.Some(names.Count, "number")}, under the first seed")
            .Table(
                names.Count > RowsMax ? $"The first {RowsMax}; metrics.csv has all of them" : "",
                ["metric", .. report.Designs.Select(design => design.Label)],
                names
                    .Take(RowsMax)
                    .Select(name =>
                        (IReadOnlyList<HtmlCell>)
                            [name, .. report.Designs.Select(design => Value(design, name))]
                    )
            )
            .Raw("</details>\n");
    }

    private static HtmlCell Value(Design design, string name)
    {
        MetricOutcome? metric = design
            .Runs[0]
            .Metrics.FirstOrDefault(one => string.Equals(one.Name, name, StringComparison.Ordinal));
        return metric switch
        {
            null => "",
            { Unit: "ns" } => Figures.Length(new Kernel.Time.SimDuration((long)metric.Value)),
            _ => Figures.Count((long)metric.Value),
        };
    }
}
