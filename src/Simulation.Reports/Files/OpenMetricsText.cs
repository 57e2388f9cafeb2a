using System.Globalization;
using System.Text;
using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Files;

/// <summary>
/// The numbers of runs for Prometheus and its kin; timestamps are seconds of simulated time.
/// </summary>
/// <remarks>Source: OpenMetrics 1.0, "Text format".</remarks>
public static class OpenMetricsText
{
    /// <summary>Every metric of every run, then what clients saw second by second.</summary>
    public static string Write(IReadOnlyList<RunResult> runs)
    {
        StringBuilder text = new();
        foreach (
            var family in runs.SelectMany(run => run.Metrics.Select(metric => (Run: run, Metric: metric)))
                .GroupBy(pair => Name(pair.Metric), StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
        )
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {family.Key} gauge\n");
            foreach ((RunResult run, MetricOutcome metric) in family)
            {
                text.Append(CultureInfo.InvariantCulture, $"{family.Key}{{{Labels(run)}}} {Value(metric)}\n");
            }
        }

        Seconds(text, runs, "simlab_client_succeeded_per_second", second => second.Succeeded);
        Seconds(text, runs, "simlab_client_refused_per_second", second => second.Refused);
        Seconds(text, runs, "simlab_client_lost_per_second", second => second.Lost);
        Seconds(text, runs, "simlab_client_latency_p50_seconds", second => second.LatencyP50?.TotalSeconds);
        Seconds(text, runs, "simlab_client_latency_p99_seconds", second => second.LatencyP99?.TotalSeconds);
        return text.Append("# EOF\n").ToString();
    }

    private static void Seconds(
        StringBuilder text,
        IReadOnlyList<RunResult> runs,
        string name,
        Func<SecondOutcome, double?> value
    )
    {
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} gauge\n");
        foreach (RunResult run in runs)
        {
            foreach (WorkloadOutcome workload in run.Workloads)
            {
                string labels = Labels(run) + $",workload=\"{Escape(workload.Name)}\"";
                foreach (SecondOutcome second in workload.Seconds)
                {
                    if (value(second) is { } number)
                    {
                        text.Append(
                            CultureInfo.InvariantCulture,
                            $"{name}{{{labels}}} {Figures.Number(number)} {second.Second}\n"
                        );
                    }
                }
            }
        }
    }

    private static string Name(MetricOutcome metric)
    {
        string name =
            "simlab_"
            + string.Concat(metric.Name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        return metric.Unit switch
        {
            "ns" => name + "_seconds",
            "bytes" => name + "_bytes",
            "ratio" => name + "_ratio",
            _ => name,
        };
    }

    private static string Value(MetricOutcome metric) =>
        metric.Unit == "ns"
            ? (metric.Value / 1e9).ToString("0.#########", CultureInfo.InvariantCulture)
            : Figures.Number(metric.Value);

    private static string Labels(RunResult run) =>
        $"design=\"{Escape(Design.Name(run))}\",run=\"{run.Id}\",seed=\"{run.Seed}\"";

    private static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
