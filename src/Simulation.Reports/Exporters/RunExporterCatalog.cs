using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Reports.Files;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Exporters;

/// <summary>A form in which another tool reads one run.</summary>
/// <param name="Name">Its name after <c>--to</c>.</param>
/// <param name="File">What the file is usually called.</param>
/// <param name="Summary">Who reads it.</param>
/// <param name="Write">Writes a run, with its trace, in it.</param>
public sealed record RunExporter(
    string Name,
    string File,
    string Summary,
    Func<RunResult, IReadOnlyList<TraceLine>, string> Write
);

/// <summary>A record of a trace; names are null where there is none.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Source">Who did it, or sent it.</param>
/// <param name="Target">Whom it was sent to.</param>
/// <param name="Detail">What it was, in words.</param>
public sealed record TraceLine(SimTime Time, TraceKind Kind, string? Source, string? Target, string Detail);

/// <summary>All tools to which a run can be handed.</summary>
public static class RunExporterCatalog
{
    /// <summary>The forms.</summary>
    public static IReadOnlyList<RunExporter> All { get; } =
    [
        new(
            "shiviz",
            "shiviz.log",
            "ShiViz, messages as a space-time diagram",
            (_, trace) => ShiVizLog.Write(trace)
        ),
        new("jepsen", "history.edn", "Jepsen, Knossos and Elle, in EDN", (run, _) => JepsenEdn.Write(run)),
        new("otlp", "otlp.json", "OpenTelemetry, a span for each operation", (run, _) => OtlpJson.Write(run)),
        new(
            "openmetrics",
            "openmetrics.txt",
            "Prometheus and whatever reads its text",
            (run, _) => OpenMetricsText.Write([run])
        ),
        new(
            "chrome-trace",
            "trace.json",
            "chrome://tracing and Perfetto, clients as rows",
            (run, _) => ChromeTrace.Write(run)
        ),
        new("csv", "metrics.csv", "spreadsheets, a number a line", (run, _) => MetricsCsv.Write([run])),
    ];

    /// <summary>What an operation is called in other tools: <c>write k3</c>.</summary>
    internal static string Title(Operation operation) =>
        operation.Key is null ? operation.Function : $"{operation.Function} {operation.Key}";
}
