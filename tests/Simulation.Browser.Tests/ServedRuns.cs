using Simulation.Reports;
using Simulation.Reports.Files;
using Simulation.Reports.Json;
using Simulation.Scenarios.Loading;
using Simulation.Scenarios.Running;
using Simulation.Server;
using Simulation.Server.Stepping;
using Simulation.Testing;

namespace Simulation.Browser.Tests;

/// <summary>A server that shows the two designs of a scenario, a report each.</summary>
internal sealed class ServedRuns : IAsyncDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("simlab-served-");
    private LabServer? _server;

    private ServedRuns() { }

    /// <summary>Its address.</summary>
    public string Address => _server!.Address.ToString();

    /// <summary>Runs, writes and serves.</summary>
    public static async Task<ServedRuns> StartAsync()
    {
        ServedRuns served = new();
        served.Add(design: 0);
        served.Add(design: 1);
        served._server = await LabServer.StartAsync(
            new ServerOptions { Root = served._root.FullName, States = new States() }
        );
        return served;
    }

    /// <summary>Runs a design and writes its report while it is served.</summary>
    /// <param name="design">Its place in the matrix.</param>
    /// <param name="name">The scenario's name in the report.</param>
    public void Add(int design, string name = "hello-partition")
    {
        ScenarioCell cell = TestScenario.LoadFile("hello-partition.yaml")[design];
        ResultsFolder folder = new(_root.FullName, name, "test");
        RunResult run;
        using (EventsJsonl events = new(folder.EventsPath(0)))
        {
            run = ScenarioRunner.Run(cell, new RunOptions { Sink = events });
        }

        folder.Complete(new Report([run]), new JsonMap().With("written_at", "2026-01-02T03:04:05Z"));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server!.DisposeAsync();
        _root.Delete(recursive: true);
    }

    private sealed class States : INodeStates
    {
        public Task<IReadOnlyList<NodeState>> AtAsync(
            string folder,
            long nanoseconds,
            CancellationToken cancel
        ) => Task.FromResult<IReadOnlyList<NodeState>>([new NodeState("n5", $"leader at {nanoseconds}")]);
    }
}
