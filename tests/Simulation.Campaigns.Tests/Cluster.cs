using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Simulation.Campaigns.Tests;

/// <summary>The processes of a test that work for one campaign, and a folder for what they leave.</summary>
internal sealed class Cluster : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly List<LabProcess> _processes = [];

    /// <summary>A folder that goes with the cluster.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("simlab-cluster-").FullName;

    /// <summary>A port of this machine that nobody uses.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>An address on this machine that nobody uses.</summary>
    public static string FreeAddress() => $"127.0.0.1:{FreePort()}";

    /// <summary>Takes a process in, to be killed with the cluster.</summary>
    public LabProcess Add(LabProcess process)
    {
        _processes.Add(process);
        return process;
    }

    /// <summary>Starts a stand-by, and waits until it is in.</summary>
    public void AddCoordinator(string join, string listen, string store)
    {
        LabProcess coordinator = Add(
            LabProcess.Start("coordinator", "--join", join, "--listen", listen, "--store", store)
        );
        WaitFor(() => coordinator.Told.Contains("joined"), "the coordinator does not join");
    }

    /// <summary>Starts workers, and waits until all of them run trials.</summary>
    public LabProcess[] AddWorkers(int count, params string[] join)
    {
        string[] words = ["worker", "--jobs", "1", .. join.SelectMany(at => (string[])["--join", at])];
        LabProcess[] workers = [.. Enumerable.Range(0, count).Select(_ => Add(LabProcess.Start(words)))];
        WaitFor(() => workers.All(worker => worker.Slots().Count > 0), "the workers do not work");
        return workers;
    }

    /// <summary>Waits until something is so.</summary>
    public static void WaitFor(Func<bool> isSo, string otherwise)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < Patience, otherwise);
            Thread.Sleep(50);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _processes.ForEach(process => process.Dispose());
        Directory.Delete(Folder, recursive: true);
    }
}
