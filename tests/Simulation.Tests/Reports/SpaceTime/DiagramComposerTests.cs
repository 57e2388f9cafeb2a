using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Reports;
using Simulation.Reports.Exporters;
using Simulation.Reports.Files;
using Simulation.Reports.Html;
using Simulation.Reports.SpaceTime;
using Simulation.Scenarios.Running;
using Simulation.Testing;

namespace Simulation.Tests.Reports.SpaceTime;

public sealed class DiagramComposerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simlab-diagram-").FullName;

    [Fact]
    public void Around_an_anomaly_it_shows_the_operations_and_their_messages()
    {
        SpaceTimeDiagram diagram = Assert.Single(Diagrams("multi-leader", "a"));

        Assert.Equal([1, 2, 3], diagram.Numbered.Select(bar => bar.Number));
        Assert.All(
            diagram.Numbered,
            bar =>
                Assert.Contains(
                    diagram.Arrows,
                    arrow => arrow.IsFocal && Focus.OperationOf(arrow.Flight.Words) == bar.Operation.Index
                )
        );
        Assert.All(
            diagram.Numbered,
            bar => Assert.True(bar.Start >= diagram.Start && bar.End <= diagram.End)
        );
        Assert.Contains(diagram.Arrows, arrow => arrow.Flight.End == FlightEnd.Dropped);
        Assert.True(diagram.MessagesLeftOut > 0);
    }

    [Fact]
    public void Without_an_anomaly_it_shows_how_the_first_fault_begins()
    {
        SpaceTimeDiagram diagram = Assert.Single(Diagrams("raft", "a"));

        Band cut = Assert.Single(diagram.Marks.OfType<Band>());
        Assert.True(cut.BeginsHere);
        Assert.Equal(SimTime.Zero + 10.Seconds, cut.Start);
        Assert.Contains(diagram.Arrows, arrow => arrow.Start < cut.Start);
        Assert.Contains(diagram.Arrows, arrow => arrow is { Flight.Reason: "partition" });
    }

    [Fact]
    public void Marks_come_in_the_order_of_time_and_regions_side_by_side()
    {
        SpaceTimeDiagram diagram = Assert.Single(Diagrams("raft", "a"));

        Assert.Equal(diagram.Marks.OrderBy(mark => mark.Start), diagram.Marks);
        Assert.Equal(["big", "small"], diagram.Columns.Select(column => column.Group).Distinct());
        Assert.Equal(
            diagram.Columns.OrderBy(column => column.Group).ThenBy(column => column.IsClient),
            diagram.Columns
        );
    }

    [Fact]
    public void The_same_seed_gives_the_same_page()
    {
        string first = Page("a");
        string second = Page("b");

        Assert.Contains("<section id=\"space-time\">", first);
        Assert.Equal(first, second);
        Assert.True(first.Length < 500_000, $"{first.Length}");
    }

    [Fact]
    public void Without_a_file_of_events_there_is_no_diagram()
    {
        RunResult run = SampleRuns.Run("session", 42);

        Assert.Empty(DiagramComposer.Of(run, Path.Combine(_folder, "none.gz")));
        Assert.DoesNotContain("space-time\"", HtmlReport.Write(new Report([run])));
    }

    [Fact]
    public void Events_are_read_back_as_they_were_written()
    {
        string path = Path.Combine(_folder, "events.gz");
        List<TraceLine> written =
        [
            new(new SimTime(5), TraceKind.NodeChanged, "n1", null, "crashed"),
            new(new SimTime(7), TraceKind.Sent, "a\"b", "c\\d", "Put k=\"ü\"\n\u0001 end\\"),
            new(new SimTime(9), TraceKind.Happened, "n1", null, ""),
            new(new SimTime(9), TraceKind.FaultChanged, null, null, new string('x', 300_000)),
        ];
        using (EventsJsonl events = new(path))
        {
            written.ForEach(line =>
                events.Write(line.Time, line.Kind, line.Source, line.Target, line.Detail)
            );
            events.Write(new SimTime(10), TraceKind.Sent, "late", "late", "late");
        }

        List<TraceLine> read = [];
        EventsReader.Read(path, new SimTime(7), () => new SimTime(9), read.Add);

        Assert.Equal(written, read);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IReadOnlyList<SpaceTimeDiagram> Diagrams(string protocol, string name)
    {
        string path = Path.Combine(_folder, $"{protocol}-{name}.gz");
        RunResult run;
        using (EventsJsonl events = new(path))
        {
            run = ScenarioRunner.Run(
                TestScenario.LoadFile("hello-partition.yaml").Single(cell => cell.Cell[0].Value == protocol),
                new RunOptions { Sink = events }
            );
        }

        return DiagramComposer.Of(run, path);
    }

    private string Page(string name)
    {
        IReadOnlyList<SpaceTimeDiagram> diagrams = Diagrams("multi-leader", name);
        return HtmlReport.Write(new Report([diagrams[0].Run]) { Diagrams = diagrams });
    }
}
