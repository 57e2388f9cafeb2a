using Simulation.Reports.Comparisons;

namespace Simulation.Reports.Json;

/// <summary>A whole report as one JSON document.</summary>
public static class ReportJson
{
    /// <summary>The verdict, the comparison of designs, and every run.</summary>
    public static JsonMap Of(Report report) =>
        new JsonMap()
            .With("comparison", RunJson.List(ClientView.Of(report), View))
            .With("exit", (int)report.Exit)
            .With("format", "simlab-report-1")
            .With("id", report.Id)
            .With("runs", RunJson.List(report.Runs, RunJson.Of))
            .With("scenario", report.Scenario)
            .With("seeds", report.Seeds.Select(seed => (object?)seed))
            .With("title", report.Title);

    private static JsonMap View(ClientView view) =>
        new JsonMap()
            .With("cell", RunJson.Cell(view.Design.Runs[0]))
            .With("converged_after_ns", view.ConvergedAfter?.Nanoseconds)
            .With("design", view.Design.Label)
            .With("lost_writes", view.LostWrites)
            .With("observed", view.Observed)
            .With("seeds", view.Design.Runs.Count)
            .With("windows", RunJson.List(view.Windows, RunJson.Window))
            .With("workload", view.Workload);
}
