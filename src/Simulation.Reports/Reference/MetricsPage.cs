using Simulation.Kernel.Metrics;
using Simulation.Scenarios.Expressions;

namespace Simulation.Reports.Reference;

/// <summary>What is measured.</summary>
internal static class MetricsPage
{
    public static ReferencePage Of(IReadOnlyList<MetricDefinition> metrics)
    {
        MarkdownTable table = new(
            "metric",
            "what it is",
            "unit",
            "in an expectation",
            "may be narrowed by",
            "also called"
        );
        foreach (MetricDefinition metric in metrics)
        {
            table.Row(
                MarkdownTable.Code(metric.Name),
                metric.Summary,
                Unit(metric.Unit),
                MarkdownTable.Code(metric.IsDistribution ? $"p99({metric.Name})" : metric.Name),
                MarkdownTable.Codes(metric.FilterKeys),
                MarkdownTable.Codes(metric.Aliases)
            );
        }

        string aggregates = MarkdownTable.Codes(
            Enum.GetNames<Aggregate>().Select(name => name.ToLowerInvariant())
        );
        return new ReferencePage(
            "metrics.md",
            "Metrics",
            "What every run measures, after its warm-up. An expectation narrows a metric as in "
                + "`p99(latency, region=us) < 60ms`.",
            table + "\nA metric with one value a sample needs one of " + aggregates + ".\n"
        );
    }

    private static string Unit(MetricUnit unit) =>
        unit switch
        {
            MetricUnit.Count => "a number",
            MetricUnit.Duration => "simulated time",
            MetricUnit.Ratio => "percent",
            MetricUnit.Rate => "a second",
            MetricUnit.Bytes => "bytes",
            MetricUnit.Money => "dollars",
            _ => throw new ArgumentOutOfRangeException(nameof(unit)),
        };
}
