using Simulation.Reports.Comparisons;

namespace Simulation.Reports.Charts;

/// <summary>A kind of chart.</summary>
/// <param name="Name">Its kebab-case name, which its file carries too.</param>
/// <param name="Summary">What it shows.</param>
/// <param name="Draw">Draws it for the clients of a workload.</param>
public sealed record ChartKind(string Name, string Summary, Func<Report, string, string> Draw);

/// <summary>A drawn chart.</summary>
/// <param name="File">The name of its file.</param>
/// <param name="Title">What it shows.</param>
/// <param name="Svg">The picture.</param>
public sealed record Chart(string File, string Title, string Svg);

/// <summary>All charts that a results folder holds.</summary>
public static class ChartCatalog
{
    /// <summary>The kinds, in the order in which a summary shows them.</summary>
    public static IReadOnlyList<ChartKind> All { get; } =
    [
        new ChartKind("comparison", "The designs side by side", ComparisonChart.Draw),
        new ChartKind(
            "availability",
            "Operations that succeeded, by client region, over time",
            TimelineCharts.Availability
        ),
        new ChartKind("throughput", "Successful operations a second over time", TimelineCharts.Throughput),
        new ChartKind("latency", "Median and 99th percentile over time", TimelineCharts.Latency),
    ];

    /// <summary>
    /// Draws every kind for every workload; the file carries the workload's name where there are several.
    /// </summary>
    public static IReadOnlyList<Chart> Draw(Report report)
    {
        IReadOnlyList<string> workloads = ClientView.Workloads(report);
        return
        [
            .. workloads.SelectMany(workload =>
                All.Select(kind => new Chart(
                    workloads.Count == 1 ? $"{kind.Name}.svg" : $"{kind.Name}-{FileName.Of(workload)}.svg",
                    workloads.Count == 1 ? kind.Summary : $"{kind.Summary}: {workload}",
                    kind.Draw(report, workload)
                ))
            ),
        ];
    }
}
