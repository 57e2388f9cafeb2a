using System.Text;
using Simulation.Histories.Writing;
using Simulation.Reports.Charts;
using Simulation.Reports.Comparisons;
using Simulation.Reports.Exporters;
using Simulation.Reports.Html;
using Simulation.Reports.Json;
using Simulation.Reports.SpaceTime;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Files;

/// <summary>
/// Writes <c>results/&lt;scenario&gt;/&lt;id&gt;/</c>: built in a folder beside it and renamed when complete,
/// so that whoever looks finds either the old result or the new one.
/// </summary>
/// <remarks>
/// One run has all its files in that folder. Several runs have one such folder each under <c>runs/</c>, named
/// <c>&lt;run id&gt;-&lt;design&gt;-seed-&lt;seed&gt;</c>, and the folder itself holds what compares them.
/// </remarks>
public sealed class ResultsFolder
{
    private readonly string _home;
    private readonly string _staging;

    /// <summary>Begins a results folder.</summary>
    /// <param name="root">The folder of all results, made when it is not there.</param>
    /// <param name="scenario">The scenario's name.</param>
    /// <param name="stagingName">
    /// What no other process uses at the same time, such as a process number.
    /// </param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public ResultsFolder(string root, string scenario, string stagingName)
    {
        _home = Path.Combine(root, FileName.Of(scenario));
        _staging = Path.Combine(_home, ".staging-" + stagingName);
        Delete(_staging);
        Directory.CreateDirectory(_staging);
    }

    /// <summary>Where the events of a run are written to while it goes on.</summary>
    /// <param name="index">The run's place in the report, counted from 0.</param>
    public string EventsPath(int index) => Path.Combine(_staging, $"events-{index}.jsonl.gz");

    /// <summary>Writes all files, puts the folder in its place and points <c>latest</c> to it.</summary>
    /// <param name="report">The runs, in the order of their event files.</param>
    /// <param name="meta">
    /// The content of <c>meta.json</c>, the only file that tells of this machine and hour.
    /// </param>
    /// <returns>The folder.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public string Complete(Report report, JsonMap meta)
    {
        List<IReadOnlyList<SpaceTimeDiagram>> diagrams =
        [
            .. report.Runs.Select((run, index) => DiagramComposer.Of(run, EventsPath(index))),
        ];
        if (report.Runs.Count == 1)
        {
            RunFiles(_staging, report.Runs[0], 0);
        }
        else
        {
            for (int index = 0; index < report.Runs.Count; index++)
            {
                RunResult run = report.Runs[index];
                string folder = Path.Combine(_staging, "runs", RunFolder(run));
                RunFiles(folder, run, index);
                Compared(folder, new Report([run]) { Diagrams = diagrams[index] });
            }
        }

        Compared(_staging, new Report(report.Runs) { Diagrams = DiagramChoice.Of(diagrams) });
        Write(_staging, "meta.json", JsonText.Write(meta));
        string target = Path.Combine(_home, report.Id);
        Replace(target);
        Point(Path.Combine(_home, "latest"), report.Id);
        return target;
    }

    /// <summary>Forgets what was begun.</summary>
    public void Discard() => Delete(_staging);

    private static string RunFolder(RunResult run) =>
        $"{run.Id}-{FileName.Of(Design.Name(run))}-seed-{run.Seed}";

    private void RunFiles(string folder, RunResult run, int index)
    {
        Directory.CreateDirectory(folder);
        Write(folder, "scenario.resolved.yaml", run.ResolvedScenario);
        Write(folder, "latency.hgrm", LatencyHgrm.Write(run));
        foreach (WorkloadOutcome workload in run.Workloads)
        {
            string suffix = run.Workloads.Count == 1 ? "" : "-" + FileName.Of(workload.Name);
            Write(folder, $"history{suffix}.jsonl", HistoryJsonl.ToText(workload.History));
        }

        if (File.Exists(EventsPath(index)))
        {
            File.Move(EventsPath(index), Path.Combine(folder, "events.jsonl.gz"));
        }
    }

    private static void Compared(string folder, Report report)
    {
        IReadOnlyList<Chart> charts = ChartCatalog.Draw(report);
        foreach (Chart chart in charts)
        {
            Write(folder, chart.File, chart.Svg);
        }

        Write(folder, "report.html", HtmlReport.Write(report));
        Write(folder, "result.json", JsonText.Write(ReportJson.Of(report)));
        Write(folder, "metrics.csv", MetricsCsv.Write(report.Runs));
        Write(folder, "openmetrics.txt", OpenMetricsText.Write(report.Runs));
        Write(folder, "junit.xml", JUnitXml.Write(report));
        Write(
            folder,
            "summary.md",
            SummaryMarkdown.Write(report, [.. charts.Select(chart => (chart.File, chart.Title))])
        );
    }

    private static void Write(string folder, string name, string text) =>
        File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));

    private void Replace(string target)
    {
        string old = _staging + "-old";
        Delete(old);
        if (Directory.Exists(target))
        {
            Directory.Move(target, old);
        }

        Directory.Move(_staging, target);
        Delete(old);
    }

    /// <summary>A link where the system has links, else a file that names the folder.</summary>
    private static void Point(string latest, string id)
    {
        try
        {
            File.Delete(latest);
            File.CreateSymbolicLink(latest, id);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.WriteAllText(latest, id + "\n");
        }
    }

    private static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
