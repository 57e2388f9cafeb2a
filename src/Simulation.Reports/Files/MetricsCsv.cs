using System.Globalization;
using System.Text;
using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Files;

/// <summary>All numbers of all runs as a table: one row for each run, metric and window.</summary>
public static class MetricsCsv
{
    /// <summary>The table with its heading, as RFC 4180 has it but with line feeds.</summary>
    public static string Write(IReadOnlyList<RunResult> runs)
    {
        StringBuilder text = new("run,design,seed,workload,window,region,metric,value,unit,samples\n");
        foreach (RunResult run in runs)
        {
            foreach (MetricOutcome metric in run.Metrics)
            {
                Row(
                    text,
                    run,
                    "",
                    "",
                    "",
                    metric.Name,
                    Figures.Number(metric.Value),
                    metric.Unit,
                    metric.Samples
                );
            }

            foreach (WorkloadOutcome workload in run.Workloads)
            {
                Rows(text, run, workload);
            }
        }

        return text.ToString();
    }

    private static void Rows(StringBuilder text, RunResult run, WorkloadOutcome workload)
    {
        foreach (WindowOutcome window in workload.Windows)
        {
            int all = window.Succeeded + window.Refused + window.Lost;
            void Add(string region, string metric, long? value, string unit, long samples) =>
                Row(text, run, workload.Name, window.Name, region, metric, Whole(value), unit, samples);
            Add("", "succeeded", window.Succeeded, "count", all);
            Add("", "refused", window.Refused, "count", all);
            Add("", "lost", window.Lost, "count", all);
            Add("", "latency.p50", window.LatencyP50?.Nanoseconds, "ns", window.Succeeded);
            Add("", "latency.p99", window.LatencyP99?.Nanoseconds, "ns", window.Succeeded);
            Add("", "stale_reads", window.StaleReads, "count", window.Reads);
            foreach (RegionAvailability region in window.Regions)
            {
                Add(region.Region, "succeeded", region.Succeeded, "count", region.Invoked);
            }
        }

        Row(
            text,
            run,
            workload.Name,
            ClientView.WholeRun,
            "",
            "lost_writes",
            Whole(ClientView.LostWritesOf(run, workload.Name).Count()),
            "count",
            workload.History.Operations.Count
        );
        Row(
            text,
            run,
            workload.Name,
            ClientView.WholeRun,
            "",
            "converged_after",
            Whole(workload.ConvergedAfter?.Nanoseconds),
            "ns",
            workload.ConvergedAfter is null ? 0 : 1
        );
    }

    private static string Whole(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";

    private static void Row(
        StringBuilder text,
        RunResult run,
        string workload,
        string window,
        string region,
        string metric,
        string value,
        string unit,
        long samples
    )
    {
        string seed = run.Seed.ToString(CultureInfo.InvariantCulture);
        string[] cells =
        [
            run.Id,
            Design.Name(run),
            seed,
            workload,
            window,
            region,
            metric,
            value,
            unit,
            Whole(samples),
        ];
        text.AppendJoin(',', cells.Select(CsvText.Cell)).Append('\n');
    }
}
