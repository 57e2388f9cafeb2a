using System.Text.Json;
using System.Xml.Linq;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Reports;
using Simulation.Reports.Charts;
using Simulation.Reports.Files;
using Simulation.Reports.Json;

namespace Simulation.Tests.Reports;

public sealed class ResultsFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("simlab-results-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_same_runs_give_the_same_bytes_twice()
    {
        string first = Write("first");
        string second = Write("second");

        string[] files = [.. Files(first)];

        Assert.Equal(files, Files(second));
        Assert.True(files.Length > 60, $"{files.Length} files");
        Assert.All(
            files,
            file =>
                Assert.Equal(
                    File.ReadAllBytes(Path.Combine(first, file)),
                    File.ReadAllBytes(Path.Combine(second, file))
                )
        );
    }

    [Fact]
    public void Latest_leads_to_the_folder_and_nothing_half_written_stays()
    {
        Write("home");

        string folder = Write("home");

        string scenario = Path.GetDirectoryName(folder)!;
        Assert.True(File.Exists(Path.Combine(scenario, "latest", "result.json")));
        Assert.Equal(
            ["latest", Path.GetFileName(folder)],
            Directory
                .EnumerateFileSystemEntries(scenario)
                .Select(Path.GetFileName)
                .Order(StringComparer.Ordinal)
                .Reverse()
        );
    }

    [Fact]
    public void A_single_run_has_all_its_files_in_the_folder_itself()
    {
        ResultsFolder folder = new(_root, "one", "1");
        Events(folder.EventsPath(0));

        string path = folder.Complete(new Report([SampleRuns.Run("eventual", 42)]), new JsonMap());

        Assert.Equal(
            [
                "availability.svg",
                "comparison.svg",
                "events.jsonl.gz",
                "history.jsonl",
                "junit.xml",
                "latency.hgrm",
                "latency.svg",
                "meta.json",
                "metrics.csv",
                "openmetrics.txt",
                "report.html",
                "result.json",
                "scenario.resolved.yaml",
                "summary.md",
                "throughput.svg",
            ],
            Files(path)
        );
    }

    [Fact]
    public void Texts_end_their_lines_with_line_feeds_only()
    {
        string folder = Write("lines");

        IEnumerable<string> texts = Files(folder)
            .Where(file => !file.EndsWith(".gz", StringComparison.Ordinal))
            .Select(file => File.ReadAllText(Path.Combine(folder, file)));

        Assert.All(
            texts,
            text => Assert.True(!text.Contains('\r', StringComparison.Ordinal) && text.EndsWith('\n'))
        );
    }

    [Fact]
    public void The_result_is_JSON_with_sorted_keys()
    {
        string folder = Write("json");

        using JsonDocument document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(folder, "result.json"))
        );

        Assert.Equal(6, document.RootElement.GetProperty("runs").GetArrayLength());
        Assert.Equal(1, document.RootElement.GetProperty("exit").GetInt32());
        AssertSorted(document.RootElement);
    }

    [Fact]
    public void Every_chart_is_well_formed_told_in_words_and_needs_nothing_from_outside()
    {
        IReadOnlyList<Chart> charts = ChartCatalog.Draw(new Report(SampleRuns.Matrix(42, 43)));

        Assert.Equal(ChartCatalog.All.Count, charts.Count);
        Assert.All(
            charts,
            chart =>
            {
                XElement root = XDocument.Parse(chart.Svg).Root!;
                XNamespace svg = "http://www.w3.org/2000/svg";
                Assert.NotEmpty(root.Element(svg + "title")!.Value);
                Assert.All(
                    SampleRuns.Levels,
                    level =>
                        Assert.Contains(level, root.Element(svg + "desc")!.Value, StringComparison.Ordinal)
                );
                string inner = chart.Svg.Replace(svg.NamespaceName, "", StringComparison.Ordinal);
                Assert.DoesNotContain("http", inner, StringComparison.Ordinal);
                Assert.DoesNotContain("url(", inner, StringComparison.Ordinal);
                Assert.DoesNotContain("href", inner, StringComparison.Ordinal);
                Assert.DoesNotContain("NaN", inner, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public void Charts_look_as_they_were_last_looked_at()
    {
        IReadOnlyList<Chart> charts = ChartCatalog.Draw(new Report(SampleRuns.Matrix(42, 43)));

        Assert.All(charts, chart => ReportGolden.Equal(chart.File, chart.Svg));
    }

    [Fact]
    public void The_summary_in_Markdown_tells_the_comparison()
    {
        string folder = Write("markdown");

        string text = File.ReadAllText(Path.Combine(folder, "summary.md"));

        ReportGolden.Equal("matrix.summary.md", text);
    }

    private static IEnumerable<string> Files(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file))
            .Order(StringComparer.Ordinal);

    private static void AssertSorted(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            Assert.All(element.EnumerateArray(), AssertSorted);
        }

        if (element.ValueKind == JsonValueKind.Object)
        {
            List<string> keys = [.. element.EnumerateObject().Select(property => property.Name)];
            Assert.Equal(keys.Order(StringComparer.Ordinal), keys);
            Assert.All(element.EnumerateObject(), property => AssertSorted(property.Value));
        }
    }

    private static void Events(string path)
    {
        using EventsJsonl events = new(path);
        events.Write(SimTime.Zero, TraceKind.Sent, "n1", "n2", "AppendEntries \"x\"");
        events.Write(SimTime.Zero + 1.Seconds, TraceKind.FaultChanged, null, null, "cut begins");
    }

    private string Write(string name)
    {
        ResultsFolder folder = new(Path.Combine(_root, name), "consistency-under-partition", "7");
        Events(folder.EventsPath(0));
        return folder.Complete(new Report(SampleRuns.Matrix(42, 43)), new JsonMap().With("host", "here"));
    }
}
