using System.Net.Sockets;
using System.Text;
using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;
using Simulation.Reports;
using Simulation.Reports.Files;
using Simulation.Reports.Json;
using Simulation.Scenarios.Running;
using Simulation.Server;
using Simulation.Server.Stepping;
using Simulation.Tests.Reports;

namespace Simulation.Tests.Server;

/// <summary>A results folder of hand-made runs, and a server in this process that shows it.</summary>
internal sealed class ServedFolder : IAsyncDisposable
{
    private const string Scenario = "consistency-under-partition";

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("simlab-serve-");
    private readonly List<string> _complaints = [];
    private LabServer? _server;

    private ServedFolder() => Directory.CreateDirectory(Root);

    /// <summary>The folder of all results; beside it is what nobody may see.</summary>
    public string Root => Path.Combine(_home.FullName, "results");

    /// <summary>A folder beside the one that is served.</summary>
    public string Outside => _home.FullName;

    /// <summary>Asks the server.</summary>
    public HttpClient Client { get; } = new(new HttpClientHandler { AllowAutoRedirect = false });

    /// <summary>What the server said to its user.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>Serves a folder with the reports of some levels, under seed 42.</summary>
    public static async Task<ServedFolder> WithAsync(params string[] levels)
    {
        ServedFolder folder = new();
        Array.ForEach(levels, level => folder.Add([SampleRuns.Run(level, 42)]));
        await folder.ServeAsync(new ServerOptions { Root = folder.Root, States = new States() });
        return folder;
    }

    /// <summary>Serves it in another way; the first way ends.</summary>
    public async Task ServeAsync(ServerOptions options)
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _server = await LabServer.StartAsync(options with { Complain = _complaints.Add });
        Client.BaseAddress ??= new Uri($"http://127.0.0.1:{_server.Address.Port}/");
    }

    /// <summary>Ends the server, and leaves the folder.</summary>
    public async Task StopAsync()
    {
        await _server!.DisposeAsync();
        _server = null;
    }

    /// <summary>Writes a report as <c>simlab run</c> does.</summary>
    /// <returns>Its folder.</returns>
    public string Add(IReadOnlyList<RunResult> runs)
    {
        ResultsFolder folder = new(Root, Scenario, "test");
        for (int index = 0; index < runs.Count; index++)
        {
            using EventsJsonl events = new(folder.EventsPath(index));
            for (int second = 1; second <= 50; second++)
            {
                string detail = $"Write key-{second % 5} = {second}";
                events.Write(SimTime.Zero + second.Seconds, TraceKind.Sent, "store@n1", "store@n2", detail);
            }
        }

        string path = folder.Complete(
            new Report(runs),
            new JsonMap().With("written_at", "2026-01-02T03:04:05Z")
        );

        // As the lab writes it, were the sample a scenario with tags.
        foreach (
            string file in Directory.EnumerateFiles(
                path,
                "scenario.resolved.yaml",
                SearchOption.AllDirectories
            )
        )
        {
            File.AppendAllText(file, $"tags: [sample, {runs[0].Cell[0].Value}]\n");
        }

        return path;
    }

    /// <summary>The text of a page.</summary>
    public async Task<string> TextAsync(string path) =>
        await (await Client.GetAsync(path, TestContext.Current.CancellationToken)).Content.ReadAsStringAsync(
            TestContext.Current.CancellationToken
        );

    /// <summary>The keys of the reports that a page lists, in its order.</summary>
    public async Task<List<string>> KeysAsync(string path = "table") =>
        [
            .. (await TextAsync(path))
                .Split("name=\"run\" value=\"")
                .Skip(1)
                .Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]),
        ];

    /// <summary>The answer to a request whose first line is sent as it is, whatever clients would make of it.</summary>
    public async Task<string> RawAsync(string target, string host = "localhost")
    {
        using TcpClient socket = new();
        await socket.ConnectAsync("127.0.0.1", Client.BaseAddress!.Port);
        NetworkStream stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.Latin1.GetBytes($"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"),
            TestContext.Current.CancellationToken
        );
        using StreamReader reader = new(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _home.Delete(recursive: true);
    }

    private sealed class States : INodeStates
    {
        public Task<IReadOnlyList<NodeState>> AtAsync(
            string folder,
            long nanoseconds,
            CancellationToken cancel
        ) =>
            nanoseconds > 60_000_000_000
                ? throw new IOException("the run ends before that")
                : Task.FromResult<IReadOnlyList<NodeState>>([
                    new NodeState("n1", $"leader at {nanoseconds}"),
                ]);
    }
}
