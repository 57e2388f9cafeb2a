using System.Text.Json;
using Simulation.Histories;
using Simulation.Histories.Reading;
using Simulation.Histories.Writing;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Reports.Exporters;
using Simulation.Scenarios.Running;

namespace Simulation.Tests.Reports.Exporters;

public sealed class RunExporterTests
{
    private static readonly RunResult Run = SampleRuns.Run("session", 42);

    [Fact]
    public void A_history_in_EDN_reads_back_as_it_was()
    {
        History history = new(
            "shoppers",
            [Asked(0, Outcome.Succeeded), Asked(1, Outcome.Refused), Asked(2, Outcome.Lost)]
        );

        HistoryFile read = HistoryReader.Read("shoppers", JepsenEdn.Write(history));

        Assert.Empty(read.Problems);
        Assert.Equal(HistoryJsonl.ToText(history), HistoryJsonl.ToText(read.Histories[0]));
    }

    [Fact]
    public void The_function_of_a_step_is_a_keyword_in_EDN()
    {
        Operation transaction = new()
        {
            Index = 0,
            Process = 3,
            Function = Functions.Transaction,
            Argument = Value.Of(Value.Of(Value.Of("append"), Value.Of("k1"), Value.Of(7))),
            InvokedOrder = 0,
            CompletedOrder = int.MaxValue,
        };

        string edn = JepsenEdn.Write(new History("t", [transaction]));

        Assert.Contains(":f :txn", edn, StringComparison.Ordinal);
        Assert.Contains(":value [[:append \"k1\" 7]]", edn, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("otlp")]
    [InlineData("chrome-trace")]
    public void Every_operation_is_in_the_document(string name)
    {
        RunExporter exporter = RunExporterCatalog.All.Single(one => one.Name == name);

        using JsonDocument document = JsonDocument.Parse(exporter.Write(Run, []));

        int count =
            name == "otlp"
                ? document
                    .RootElement.GetProperty("resourceSpans")[0]
                    .GetProperty("scopeSpans")[0]
                    .GetProperty("spans")
                    .GetArrayLength()
                : document
                    .RootElement.GetProperty("traceEvents")
                    .EnumerateArray()
                    .Count(one =>
                        one.GetProperty("ph").GetString() == "X" && one.GetProperty("pid").GetInt32() > 0
                    );
        Assert.Equal(Run.Workloads[0].History.Operations.Count, count);
    }

    [Fact]
    public void Who_received_a_message_knows_what_its_sender_knew()
    {
        TraceLine[] trace =
        [
            new(SimTime.Zero, TraceKind.Happened, "a", null, "wakes"),
            new(SimTime.Zero, TraceKind.Sent, "a", "b", "Hello"),
            new(SimTime.Zero, TraceKind.Happened, "b", null, "wakes"),
            new(SimTime.Zero + 1.Seconds, TraceKind.Delivered, "a", "b", "Hello"),
        ];

        string log = ShiVizLog.Write(trace);

        Assert.Equal(
            """
            a {"a":1}
            0s wakes
            a {"a":2}
            0s sends Hello to b
            b {"b":1}
            0s wakes
            b {"a":2, "b":2}
            1s receives Hello from a

            """.ReplaceLineEndings("\n"),
            log
        );
    }

    [Fact]
    public void Every_form_writes_something_in_lines()
    {
        TraceLine sent = new(SimTime.Zero, TraceKind.Sent, "a", "b", "Hello");

        Assert.All(
            RunExporterCatalog.All,
            exporter => Assert.EndsWith("\n", exporter.Write(Run, [sent]), StringComparison.Ordinal)
        );
    }

    private static Operation Asked(int place, Outcome outcome) =>
        new()
        {
            Index = place,
            Process = place,
            Function = Functions.Write,
            Key = "k\"1",
            Argument = Value.Of(place),
            Outcome = outcome,
            Error = outcome == Outcome.Refused ? "no leader" : null,
            Invoked = new SimTime(place * 100),
            Completed = outcome == Outcome.Lost ? null : new SimTime((place * 100) + 50),
            InvokedOrder = place * 2,
            CompletedOrder = outcome == Outcome.Lost ? int.MaxValue : (place * 2) + 1,
        };
}
