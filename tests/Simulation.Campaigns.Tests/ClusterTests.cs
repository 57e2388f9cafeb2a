namespace Simulation.Campaigns.Tests;

/// <summary>Sweeps on several processes that are hurt on the way: each trial's result is there once.</summary>
public sealed class ClusterTests : IDisposable
{
    private const string Seeds = "1..2000";

    private readonly Cluster _cluster = new();
    private readonly string _scenario;

    public ClusterTests() => _scenario = TinyScenario.In(_cluster.Folder);

    private string Hurt => Path.Combine(_cluster.Folder, "hurt");

    [Fact]
    public void Workers_that_die_or_freeze_and_a_coordinator_that_is_killed_cost_no_result()
    {
        string undisturbed = Undisturbed();
        string at = Cluster.FreeAddress();
        LabProcess first = Sweep("--listen", at);
        LabProcess[] workers = _cluster.AddWorkers(3, at);

        workers[0].Kill();
        workers[1].Stop();
        _cluster.AddWorkers(1, at);
        Thread.Sleep(TimeSpan.FromSeconds(1));
        first.Kill();
        Thread.Sleep(TimeSpan.FromSeconds(2));
        LabProcess second = Sweep("--listen", at);
        Thread.Sleep(TimeSpan.FromSeconds(9));
        workers[1].Continue();

        AssertWhole(second, undisturbed);
    }

    [Fact]
    public void A_stand_by_goes_on_when_the_sweep_is_killed_and_the_database_was_away()
    {
        using PostgresServer? server = PostgresServer.Create(Cluster.FreePort());
        if (server is null)
        {
            Assert.Skip("no PostgreSQL on this machine: /usr/lib/postgresql is empty");
        }

        string undisturbed = Undisturbed();
        (string at, string standBy) = (Cluster.FreeAddress(), Cluster.FreeAddress());
        LabProcess first = Sweep("--listen", at, "--store", server.Place);
        Thread.Sleep(TimeSpan.FromSeconds(3));
        string[] coordinator = ["coordinator", "--join", at, "--listen", standBy, "--store", server.Place];
        _cluster.Add(LabProcess.Start(coordinator));
        LabProcess[] workers = _cluster.AddWorkers(3, at, standBy);

        workers[0].Kill();
        first.Kill();
        server.Stop();
        Thread.Sleep(TimeSpan.FromSeconds(10));
        server.Start();
        LabProcess second = Sweep("--join", standBy, "--store", server.Place);

        AssertWhole(second, undisturbed);
    }

    [Fact]
    public void A_worker_that_nobody_answers_says_so()
    {
        LabProcess worker = _cluster.Add(LabProcess.Start("worker", "--join", Cluster.FreeAddress()));

        (_, int exit) = worker.Finish();

        Assert.Equal(66, exit);
        Assert.Contains("no coordinator answers at 127.0.0.1:", worker.Told);
    }

    public void Dispose() => _cluster.Dispose();

    private LabProcess Sweep(params string[] more) =>
        _cluster.Add(LabProcess.Sweep(_scenario, Seeds, Hurt, ["--only-coordinate", .. more]));

    private string Undisturbed()
    {
        string folder = Path.Combine(_cluster.Folder, "undisturbed");
        _cluster.Add(LabProcess.Sweep(_scenario, Seeds, folder)).Finish();
        return SweepTable.Of(folder);
    }

    private void AssertWhole(LabProcess sweep, string undisturbed)
    {
        (string said, int exit) = sweep.Finish();
        Assert.True(exit == 1, $"exit {exit}: {sweep.Told}");
        Assert.Contains("going on: ", sweep.Told);
        Assert.Contains("2,000 of 2,000 trials", said);
        Assert.Equal(undisturbed, SweepTable.Of(Hurt));
    }
}
