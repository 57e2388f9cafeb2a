using System.IO.Compression;
using System.Net;
using System.Text.Json;
using Simulation.Server;
using Simulation.Tests.Reports;

namespace Simulation.Tests.Server;

public sealed class LabServerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Runs_are_listed_with_what_came_of_them()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("linearizable", "session");

        string page = await folder.TextAsync("");

        Assert.Contains("2 reports", page, StringComparison.Ordinal);
        Assert.Contains("</span> held", page, StringComparison.Ordinal);
        Assert.Contains("</span> failed", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/?tag=session\"", page, StringComparison.Ordinal);
        Assert.Contains("2026-01-02 03:04", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("table?name=partition", 3)]
    [InlineData("table?name=SESSION", 1)]
    [InlineData("table?name=session+linearizable", 0)]
    [InlineData("table?tag=session", 1)]
    [InlineData("table?tag=sample", 3)]
    [InlineData("table?tag=sess", 0)]
    [InlineData("table?verdict=held", 1)]
    [InlineData("table?verdict=failed", 2)]
    [InlineData("table?verdict=failed&tag=eventual", 1)]
    public async Task A_filter_leaves_what_is_asked_for(string path, int expected)
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("linearizable", "session", "eventual");

        List<string> keys = await folder.KeysAsync(path);

        Assert.Equal(expected, keys.Count);
    }

    [Fact]
    public async Task A_report_of_several_runs_is_one_row_that_names_every_design()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync();
        folder.Add(SampleRuns.Matrix(42, 43));

        string table = await folder.TextAsync("table");

        Assert.Single(await folder.KeysAsync());
        Assert.All(
            SampleRuns.Levels,
            level => Assert.Contains($"</span> {level}<", table, StringComparison.Ordinal)
        );
        Assert.Contains(">42 43<", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_that_cannot_be_read_is_listed_as_such()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync();
        string run = folder.Add([SampleRuns.Run("session", 1)]);
        await File.WriteAllTextAsync(Path.Combine(run, "result.json"), "{\"runs\": 7}", Cancel);

        string table = await folder.TextAsync("table?verdict=unreadable");

        Assert.Contains("disabled", table, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_is_served_as_it_is()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        string key = (await folder.KeysAsync()).Single();

        string report = await folder.TextAsync($"runs/{key}/report");

        string file = Directory.GetFiles(folder.Root, "report.html", SearchOption.AllDirectories)[0];
        Assert.Equal(await File.ReadAllTextAsync(file, Cancel), report);
    }

    [Fact]
    public async Task Two_runs_are_compared_and_the_baseline_can_be_chosen()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("linearizable", "eventual");
        List<string> keys = await folder.KeysAsync();

        string page = await folder.TextAsync($"compare?run={keys[0]}&run={keys[1]}&baseline=1");

        Assert.Contains("Same load and same faults", page, StringComparison.Ordinal);
        Assert.Contains("cannot tell", page, StringComparison.Ordinal);
        Assert.Contains("<option value=\"1\" selected>", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare")]
    [InlineData("compare?run=000000000000&run=111111111111")]
    [InlineData("compare?run={0}")]
    [InlineData("compare?run={0}&run={0}")]
    public async Task What_cannot_be_compared_is_refused_with_what_to_do(string path)
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("linearizable");
        string key = (await folder.KeysAsync()).Single();

        HttpResponseMessage answer = await folder.Client.GetAsync(
            path.Replace("{0}", key, StringComparison.Ordinal),
            Cancel
        );

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("ick", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_holds_every_file_byte_for_byte()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync();
        string run = folder.Add(SampleRuns.Matrix(42));
        string key = (await folder.KeysAsync()).Single();

        await using Stream stream = await folder.Client.GetStreamAsync($"runs/{key}/zip", Cancel);
        using MemoryStream zip = new();
        await stream.CopyToAsync(zip, Cancel);
        await using ZipArchive archive = new(zip);

        string[] files = Directory.GetFiles(run, "*", SearchOption.AllDirectories);
        Assert.Equal(files.Length, archive.Entries.Count);
        foreach (string file in files)
        {
            string name =
                $"consistency-under-partition-{Path.GetFileName(run)}/{Path.GetRelativePath(run, file)}";
            using MemoryStream content = new();
            await using Stream entry = await archive.GetEntry(name)!.OpenAsync(Cancel);
            await entry.CopyToAsync(content, Cancel);
            Assert.Equal(await File.ReadAllBytesAsync(file, Cancel), content.ToArray());
        }
    }

    [Theory]
    [InlineData("way=onward&from=0&count=2", "0 1")]
    [InlineData("way=onward&from=48&count=9", "48 49")]
    [InlineData("way=before&from=3&count=2", "1 2")]
    [InlineData("way=since&from=7000000000&count=2", "6 7")]
    [InlineData("way=last&count=1", "49")]
    [InlineData("way=onward&about=key-4&count=2", "3 8")]
    [InlineData("way=onward&from=4&about=key-4&count=1", "8")]
    [InlineData("way=before&from=8&about=key-4&count=9", "3")]
    [InlineData("way=onward&about=key&count=2", "")]
    [InlineData("way=since&from=99000000000", "")]
    public async Task A_run_is_stepped_through_from_wherever_one_wants(string query, string expected)
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        string key = (await folder.KeysAsync()).Single();

        using JsonDocument answer = JsonDocument.Parse(await folder.TextAsync($"runs/{key}/trace?{query}"));

        IEnumerable<long> found = answer
            .RootElement.GetProperty("records")
            .EnumerateArray()
            .Select(record => record.GetProperty("index").GetInt64());
        Assert.Equal(expected, string.Join(' ', found));
    }

    [Theory]
    [InlineData("trace?way=sideways", HttpStatusCode.BadRequest)]
    [InlineData("trace?way=onward&count=9999999", HttpStatusCode.BadRequest)]
    [InlineData("trace?way=onward&count=-1", HttpStatusCode.BadRequest)]
    [InlineData("nodes?at=-1", HttpStatusCode.NotFound)]
    [InlineData("nodes?at=61000000000", HttpStatusCode.UnprocessableEntity)]
    public async Task What_cannot_be_meant_is_answered_with_a_problem(string path, HttpStatusCode expected)
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        string key = (await folder.KeysAsync()).Single();

        HttpResponseMessage answer = await folder.Client.GetAsync($"runs/{key}/{path}", Cancel);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Contains("problem", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nodes_stand_as_the_run_that_is_made_again_says()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        string key = (await folder.KeysAsync()).Single();

        string answer = await folder.TextAsync($"runs/{key}/nodes?at=7000000000");

        Assert.Contains("leader at 7000000000", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_of_several_runs_is_stepped_through_run_by_run_first_what_failed()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync();
        folder.Add(SampleRuns.Matrix(42));
        string key = (await folder.KeysAsync()).Single();

        string page = await folder.TextAsync($"runs/{key}/step");

        Assert.Contains("Step through session, seed 42", page, StringComparison.Ordinal);
        Assert.Contains("linearizable, seed 42: held", page, StringComparison.Ordinal);
        Assert.Contains("<title>cut: partition</title>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trace_that_is_none_is_said_so()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        string events = Directory.GetFiles(folder.Root, "events.jsonl.gz", SearchOption.AllDirectories)[0];
        await File.WriteAllTextAsync(events, "not packed at all", Cancel);
        string key = (await folder.KeysAsync()).Single();

        HttpResponseMessage answer = await folder.Client.GetAsync($"runs/{key}/trace?way=onward", Cancel);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_and_not_a_crash()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync();

        ServerOptions options = new() { Root = folder.Root, Port = folder.Client.BaseAddress!.Port };

        await Assert.ThrowsAsync<IOException>(() => LabServer.StartAsync(options));
    }
}
