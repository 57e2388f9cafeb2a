using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using Simulation.Server;

namespace Simulation.Tests.Server;

/// <summary>What others may try with a server that shows a folder, and with a folder that it shows.</summary>
public sealed class GuardTests
{
    private const string Secret = "nobody may read this";

    /// <summary>Everything that means something in markup, headers or paths, and is a name on this system.</summary>
    private const string Hostile = "<img src=x onerror=alert(1)> \"'&\n\r..\\..%2f..%00;charset";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("LOCALHOST:8080", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:1234", HttpStatusCode.OK)]
    [InlineData("[::1]:8080", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1.evil.example", HttpStatusCode.Forbidden)]
    [InlineData("10.0.0.5", HttpStatusCode.Forbidden)]
    public async Task On_this_machine_it_answers_to_its_names_only(string host, HttpStatusCode expected)
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        using HttpRequestMessage request = new(HttpMethod.Get, "table");
        request.Headers.Host = host;

        HttpResponseMessage answer = await folder.Client.SendAsync(request, Cancel);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal(
            expected == HttpStatusCode.OK,
            (await answer.Content.ReadAsStringAsync(Cancel)).Contains(
                "consistency-under-partition",
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task It_listens_on_this_machine_only_unless_told_otherwise()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync();

        await using LabServer server = await LabServer.StartAsync(new ServerOptions { Root = folder.Root });
        await using LabServer open = await LabServer.StartAsync(
            new ServerOptions { Root = folder.Root, Address = IPAddress.Any }
        );
        using HttpRequestMessage request = new(HttpMethod.Get, $"http://127.0.0.1:{open.Address.Port}/");
        request.Headers.Host = "lab.example";

        Assert.Equal("127.0.0.1", server.Address.Host);
        Assert.Equal(HttpStatusCode.OK, (await folder.Client.SendAsync(request, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("PROPFIND")]
    public async Task It_can_only_be_looked_at(string method)
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        string key = (await folder.KeysAsync()).Single();
        using HttpRequestMessage request = new(new HttpMethod(method), $"runs/{key}/report");

        HttpResponseMessage answer = await folder.Client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Theory]
    [InlineData("cors", HttpStatusCode.Forbidden)]
    [InlineData("no-cors", HttpStatusCode.Forbidden)]
    [InlineData("navigate", HttpStatusCode.OK)]
    public async Task Pages_of_others_may_link_to_it_and_not_fetch_from_it(
        string mode,
        HttpStatusCode expected
    )
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        using HttpRequestMessage request = new(HttpMethod.Get, "");
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        request.Headers.Add("Sec-Fetch-Mode", mode);

        Assert.Equal(expected, (await folder.Client.SendAsync(request, Cancel)).StatusCode);
    }

    [Theory]
    [InlineData("/../secret.txt")]
    [InlineData("/runs/../../secret.txt")]
    [InlineData("/runs/../secret.txt/report")]
    [InlineData("/runs/..%2f..%2fsecret.txt/report")]
    [InlineData("/runs/%2e%2e%2f%2e%2e%2fsecret.txt/zip")]
    [InlineData("/runs/..%252f..%252fsecret.txt/report")]
    [InlineData("/runs/..%5c..%5csecret.txt/report")]
    [InlineData("/runs/{outside}%2fsecret.txt/report")]
    [InlineData("/runs/{encoded}%2Fsecret.txt/zip")]
    [InlineData("/runs/{key}/..%2f..%2f..%2fsecret.txt")]
    [InlineData("/runs/{key}/report/../../../../secret.txt")]
    [InlineData("/runs/{key}%00/report")]
    [InlineData("/runs/consistency-under-partition/report")]
    [InlineData("/assets/../../secret.txt")]
    [InlineData("/assets/..%2f..%2fsecret.txt")]
    [InlineData("/assets/{encoded}%2Fsecret.txt")]
    [InlineData("/assets//etc/passwd")]
    [InlineData("//etc/passwd")]
    [InlineData("file:///etc/passwd")]
    public async Task No_path_leads_out_of_what_is_listed(string target)
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        await File.WriteAllTextAsync(Path.Combine(folder.Outside, "secret.txt"), Secret, Cancel);
        string key = (await folder.KeysAsync()).Single();

        string answer = await folder.RawAsync(
            target
                .Replace("{key}", key, StringComparison.Ordinal)
                .Replace("{outside}", folder.Outside, StringComparison.Ordinal)
                .Replace("{encoded}", Uri.EscapeDataString(folder.Outside), StringComparison.Ordinal)
        );

        Assert.StartsWith("HTTP/1.1 4", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Links_in_a_results_folder_are_not_followed()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        string run = Directory.GetDirectories(Path.Combine(folder.Root, "consistency-under-partition"))[0];
        string elsewhere = Directory
            .CreateDirectory(Path.Combine(folder.Outside, "elsewhere", "abc"))
            .FullName;
        Array.ForEach(
            Directory.GetFiles(run),
            file => File.Copy(file, Path.Combine(elsewhere, Path.GetFileName(file)))
        );
        await File.WriteAllTextAsync(Path.Combine(elsewhere, "secret.txt"), Secret, Cancel);
        Directory.CreateSymbolicLink(Path.Combine(folder.Root, "linked"), Path.GetDirectoryName(elsewhere)!);
        Directory.CreateSymbolicLink(
            Path.Combine(folder.Root, "consistency-under-partition", "b"),
            elsewhere
        );
        Directory.CreateSymbolicLink(Path.Combine(run, "below"), elsewhere);
        string link = Path.Combine(elsewhere, "secret.txt");
        foreach (
            string name in new[] { "report.html", "events.jsonl.gz", "scenario.resolved.yaml", "summary.md" }
        )
        {
            File.Delete(Path.Combine(run, name));
            File.CreateSymbolicLink(Path.Combine(run, name), link);
        }

        string key = (await folder.KeysAsync()).Single();
        HttpResponseMessage report = await folder.Client.GetAsync($"runs/{key}/report", Cancel);
        HttpResponseMessage trace = await folder.Client.GetAsync($"runs/{key}/trace?way=onward", Cancel);
        HttpResponseMessage nodes = await folder.Client.GetAsync($"runs/{key}/nodes?at=1", Cancel);
        List<string> packed = await PackedAsync(folder, key);

        Assert.Equal(HttpStatusCode.NotFound, report.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, nodes.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, trace.StatusCode);
        Assert.Contains(packed, name => name.EndsWith("/result.json", StringComparison.Ordinal));
        Assert.DoesNotContain(packed, name => name.Contains("secret", StringComparison.Ordinal));
        Assert.DoesNotContain(packed, name => name.Contains("summary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_pipe_in_the_place_of_a_file_keeps_nobody_waiting()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        string run = Directory.GetDirectories(Path.Combine(folder.Root, "consistency-under-partition"))[0];
        string other = Directory.CreateDirectory(Path.Combine(folder.Root, "piped", "abc")).FullName;
        File.Delete(Path.Combine(run, "summary.md"));
        foreach (string pipe in new[] { Path.Combine(other, "result.json"), Path.Combine(run, "summary.md") })
        {
            using Process made = Process.Start("mkfifo", [pipe]);
            await made.WaitForExitAsync(Cancel);
        }

        string key = (await folder.KeysAsync()).Single();
        List<string> packed = await PackedAsync(folder, key);

        Assert.Contains(packed, name => name.EndsWith("/result.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Hostile_names_are_shown_and_do_nothing()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        string key = await PoisonAsync(folder);

        string[] pages =
        [
            await folder.TextAsync(""),
            await folder.TextAsync("table"),
            await folder.TextAsync(
                $"?name={Uri.EscapeDataString(Hostile)}&tag={Uri.EscapeDataString(Hostile)}"
            ),
            await folder.TextAsync($"runs/{key}/step"),
            await folder.TextAsync(
                $"compare?run={key}&run={(await folder.KeysAsync()).First(one => one != key)}"
            ),
        ];

        Assert.All(pages, page => Assert.DoesNotContain("<img", page, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.Contains("&lt;img src=x", page, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.DoesNotContain("&gt; \"", page, StringComparison.Ordinal));
        Assert.Empty(folder.Complaints);
    }

    [Fact]
    public async Task Hostile_names_are_safe_to_unpack()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        string key = await PoisonAsync(folder);

        HttpResponseMessage answer = await folder.Client.GetAsync($"runs/{key}/zip", Cancel);
        List<string> packed = await PackedAsync(folder, key);

        Assert.Matches(
            "^[A-Za-z0-9.-]+\\.zip$",
            answer.Content.Headers.ContentDisposition!.FileName!.Trim('"')
        );
        Assert.All(packed, name => Assert.Matches("^[A-Za-z0-9.-]+(/[A-Za-z0-9.-]+)+$", name));
        Assert.All(packed, name => Assert.DoesNotContain("../", name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("table")]
    [InlineData("nowhere")]
    [InlineData("compare")]
    [InlineData("assets/home.js")]
    [InlineData("runs/{key}/step")]
    [InlineData("runs/{key}/zip")]
    [InlineData("runs/{key}/trace?way=onward")]
    public async Task Own_answers_let_browsers_run_own_files_only(string path)
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        string key = (await folder.KeysAsync()).Single();

        HttpResponseMessage answer = await folder.Client.GetAsync(
            path.Replace("{key}", key, StringComparison.Ordinal),
            Cancel
        );

        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains(
            "default-src 'none'; script-src 'self'; style-src 'self';",
            policy,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.NotNull(answer.Content.Headers.ContentType);
    }

    [Fact]
    public async Task A_stored_report_runs_in_a_world_of_its_own()
    {
        await using ServedFolder folder = await ServedFolder.WithAsync("session");
        string key = (await folder.KeysAsync()).Single();

        HttpResponseMessage answer = await folder.Client.GetAsync($"runs/{key}/report", Cancel);

        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("sandbox allow-scripts; default-src 'none';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-same-origin", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("connect-src", policy, StringComparison.Ordinal);
    }

    /// <summary>Gives a copy of the first run hostile names wherever names are.</summary>
    /// <returns>Its key.</returns>
    private static async Task<string> PoisonAsync(ServedFolder folder)
    {
        string known = (await folder.KeysAsync()).Single();
        string run = Directory.GetDirectories(Path.Combine(folder.Root, "consistency-under-partition"))[0];
        string poisoned = Path.Combine(folder.Root, Hostile, Hostile);
        Directory.CreateDirectory(poisoned);
        foreach (string file in Directory.GetFiles(run))
        {
            File.Copy(file, Path.Combine(poisoned, Path.GetFileName(file)));
        }

        string quoted = System.Text.Json.JsonSerializer.Serialize(Hostile)[1..^1];
        string result = Path.Combine(poisoned, "result.json");
        string text = await File.ReadAllTextAsync(result, Cancel);
        await File.WriteAllTextAsync(
            result,
            text.Replace("consistency-under-partition", quoted, StringComparison.Ordinal)
                .Replace("What does each", quoted, StringComparison.Ordinal)
                .Replace("\"session\"", $"\"{quoted}\"", StringComparison.Ordinal)
                .Replace("\"cut\"", $"\"{quoted}\"", StringComparison.Ordinal),
            Cancel
        );
        await File.WriteAllTextAsync(
            Path.Combine(poisoned, "scenario.resolved.yaml"),
            $"tags: [{Hostile.ReplaceLineEndings("")}]\n",
            Cancel
        );
        await File.WriteAllTextAsync(Path.Combine(poisoned, Hostile), "x", Cancel);
        for (int attempt = 0; attempt < 100; attempt++)
        {
            if ((await folder.KeysAsync()).Find(key => key != known) is { } found)
            {
                return found;
            }

            await Task.Delay(20, Cancel);
        }

        throw new TimeoutException("the poisoned run was not listed");
    }

    private static async Task<List<string>> PackedAsync(ServedFolder folder, string key)
    {
        await using Stream stream = await folder.Client.GetStreamAsync($"runs/{key}/zip", Cancel);
        using MemoryStream zip = new();
        await stream.CopyToAsync(zip, Cancel);
        await using ZipArchive archive = new(zip);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }
}
