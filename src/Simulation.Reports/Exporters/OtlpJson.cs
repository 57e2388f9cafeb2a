using System.Globalization;
using Simulation.Histories;
using Simulation.Histories.Writing;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Reports.Json;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Exporters;

/// <summary>
/// The operations of a run as client spans, in the JSON of OpenTelemetry's protocol. The simulated world began with
/// the Unix epoch.
/// </summary>
/// <remarks>Source: OpenTelemetry Protocol 1.x, JSON Protobuf encoding: ids in hexadecimal, times as
/// texts.</remarks>
public static class OtlpJson
{
    private const int ClientKind = 3;
    private const int Ok = 1;
    private const int Failed = 2;

    /// <summary>The document: a resource for each workload.</summary>
    public static string Write(RunResult run) =>
        JsonText.Write(
            new JsonMap().With(
                "resourceSpans",
                run.Workloads.Select(workload => (object?)Resource(run, workload))
            )
        );

    private static JsonMap Resource(RunResult run, WorkloadOutcome workload) =>
        new JsonMap()
            .With(
                "resource",
                new JsonMap().With(
                    "attributes",
                    new List<object?>
                    {
                        Attribute("service.name", workload.Name),
                        Attribute("simlab.run", run.Id),
                        Attribute("simlab.scenario", run.Scenario),
                    }
                )
            )
            .With(
                "scopeSpans",
                new List<object?>
                {
                    new JsonMap()
                        .With("scope", new JsonMap().With("name", "simlab"))
                        .With(
                            "spans",
                            workload.History.Operations.Select(operation =>
                                (object?)Span(run, workload.Name, operation)
                            )
                        ),
                }
            );

    private static JsonMap Span(RunResult run, string workload, Operation operation)
    {
        ulong id = Trace.Hash($"{run.Id}/{workload}/{operation.Index}");
        SimTime end = operation.Completed ?? SimTime.Zero + run.Duration;
        List<object?> attributes =
        [
            Attribute("simlab.process", operation.Process.ToString(CultureInfo.InvariantCulture)),
            Attribute("simlab.outcome", HistoryJsonl.TypeOf(operation.Outcome)),
            Attribute("simlab.argument", operation.Argument.ToString()),
            Attribute("simlab.result", operation.Result.ToString()),
        ];
        JsonMap status = new JsonMap().With("code", operation.Outcome == Outcome.Succeeded ? Ok : Failed);
        return new JsonMap()
            .With("attributes", attributes)
            .With("endTimeUnixNano", Text(end))
            .With("kind", ClientKind)
            .With("name", RunExporterCatalog.Title(operation))
            .With("spanId", Figures.Hash(id))
            .With("startTimeUnixNano", Text(operation.Invoked))
            .With("status", operation.Error is null ? status : status.With("message", operation.Error))
            .With("traceId", Figures.Hash(run.Fingerprint) + Figures.Hash(id));
    }

    private static string Text(SimTime time) => time.Nanoseconds.ToString(CultureInfo.InvariantCulture);

    private static JsonMap Attribute(string key, string value) =>
        new JsonMap().With("key", key).With("value", new JsonMap().With("stringValue", value));
}
