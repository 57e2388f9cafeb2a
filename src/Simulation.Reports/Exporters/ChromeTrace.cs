using Simulation.Histories;
using Simulation.Histories.Writing;
using Simulation.Kernel.Time;
using Simulation.Reports.Json;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Exporters;

/// <summary>A run as a trace of events: faults on top, then a row for each client process.</summary>
/// <remarks>Source: Google, "Trace Event Format", complete events; times in microseconds.</remarks>
public static class ChromeTrace
{
    /// <summary>The document.</summary>
    public static string Write(RunResult run)
    {
        SimTime end = SimTime.Zero + run.Duration;
        List<object?> events = [Name(0, "faults")];
        events.AddRange(
            run.Faults.Select(
                (fault, index) =>
                    Event(0, index, fault.Id, fault.Start, fault.End ?? end)
                        .With("args", new JsonMap().With("effect", fault.Effect).With("kind", fault.Kind))
            )
        );
        for (int place = 0; place < run.Workloads.Count; place++)
        {
            WorkloadOutcome workload = run.Workloads[place];
            int row = place + 1;
            events.Add(Name(row, workload.Name));
            events.AddRange(workload.History.Operations.Select(operation => Event(row, operation, end)));
        }

        return JsonText.Write(new JsonMap().With("displayTimeUnit", "ms").With("traceEvents", events));
    }

    private static JsonMap Event(int row, Operation operation, SimTime end) =>
        Event(
                row,
                operation.Process,
                RunExporterCatalog.Title(operation),
                operation.Invoked,
                operation.Completed ?? end
            )
            .With(
                "args",
                new JsonMap()
                    .With("argument", operation.Argument.ToString())
                    .With("error", operation.Error)
                    .With("outcome", HistoryJsonl.TypeOf(operation.Outcome))
                    .With("result", operation.Result.ToString())
            );

    private static JsonMap Event(int row, int line, string name, SimTime start, SimTime end) =>
        new JsonMap()
            .With("dur", (end - start).Nanoseconds / 1e3)
            .With("name", name)
            .With("ph", "X")
            .With("pid", row)
            .With("tid", line)
            .With("ts", start.Nanoseconds / 1e3);

    private static JsonMap Name(int row, string name) =>
        new JsonMap()
            .With("args", new JsonMap().With("name", name))
            .With("name", "process_name")
            .With("ph", "M")
            .With("pid", row);
}
