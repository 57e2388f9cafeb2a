using System.Text.Json;
using Simulation.Reports.Json;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Comparisons;

/// <summary>What a comparison needs of a run, whether it was just made or lies in a results folder.</summary>
public sealed record MeasuredRun
{
    /// <summary>The scenario's name.</summary>
    public required string Scenario { get; init; }

    /// <summary>The run's id.</summary>
    public required string Id { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The matrix keys with their values, sorted by key.</summary>
    public required IReadOnlyList<CellValue> Cell { get; init; }

    /// <summary>The hash of the load alone.</summary>
    public required string LoadFingerprint { get; init; }

    /// <summary>The hash of the faults alone; empty for runs that were stored before it was.</summary>
    public required string FaultFingerprint { get; init; }

    /// <summary>What was measured: the workload, the measure, the number.</summary>
    public required IReadOnlyList<(string Workload, Measure Measure, double Value)> Values { get; init; }

    /// <summary>Takes the numbers out of a run.</summary>
    public static MeasuredRun Of(RunResult run)
    {
        using JsonDocument document = JsonDocument.Parse(JsonText.Write(RunJson.Of(run)));
        return Of(document.RootElement);
    }

    /// <summary>Takes the numbers out of one of the <c>runs</c> of a stored <c>result.json</c>.</summary>
    /// <exception cref="KeyNotFoundException">Something is missing there.</exception>
    /// <exception cref="InvalidOperationException">Something there is of another kind.</exception>
    public static MeasuredRun Of(JsonElement run)
    {
        double sent = run.GetProperty("metrics")
            .EnumerateArray()
            .Where(metric => Text(metric, "name") == "network.sent")
            .Select(metric => metric.GetProperty("value").GetDouble())
            .DefaultIfEmpty(0)
            .First();
        List<JsonElement> workloads = [.. run.GetProperty("workloads").EnumerateArray()];
        double asked = workloads.Sum(workload => workload.GetProperty("operations").GetDouble());
        List<(string, Measure, double)> values = [.. workloads.SelectMany(Numbers)];
        if (asked > 0 && workloads.Count > 0)
        {
            values.Add((Text(workloads[0], "name"), Measure.Messages, sent / asked));
        }

        return new MeasuredRun
        {
            Scenario = Text(run, "scenario"),
            Id = Text(run, "id"),
            Seed = run.GetProperty("seed").GetUInt64(),
            Cell =
            [
                .. run.GetProperty("cell")
                    .EnumerateObject()
                    .Select(member => new CellValue(member.Name, member.Value.GetString()!)),
            ],
            LoadFingerprint = Text(run, "load_fingerprint"),
            FaultFingerprint = run.TryGetProperty("fault_fingerprint", out JsonElement faults)
                ? faults.GetString()!
                : "",
            Values = values,
        };
    }

    private static IEnumerable<(string, Measure, double)> Numbers(JsonElement workload)
    {
        string name = Text(workload, "name");
        JsonElement window = workload
            .GetProperty("windows")
            .EnumerateArray()
            .First(one => Text(one, "name") == ClientView.WholeRun);
        double succeeded = Number(window, "succeeded");
        double asked = succeeded + Number(window, "refused") + Number(window, "lost");
        double seconds = (Number(window, "end_ns") - Number(window, "start_ns")) / 1e9;
        double reads = Number(window, "reads");
        if (asked > 0)
        {
            yield return (name, Measure.Availability, succeeded / asked);
            yield return (name, Measure.Throughput, succeeded / seconds);
        }

        if (succeeded > 0)
        {
            yield return (name, Measure.LatencyP50, Number(window, "latency_p50_ns"));
            yield return (name, Measure.LatencyP99, Number(window, "latency_p99_ns"));
        }

        if (reads > 0)
        {
            yield return (name, Measure.StaleReads, Number(window, "stale_reads") / reads);
        }

        yield return (name, Measure.LostWrites, workload.GetProperty("lost_writes").GetArrayLength());
        yield return (name, Measure.Aborts, Number(workload, "aborted"));
    }

    private static double Number(JsonElement parent, string key) => parent.GetProperty(key).GetDouble();

    private static string Text(JsonElement parent, string key) => parent.GetProperty(key).GetString()!;
}
