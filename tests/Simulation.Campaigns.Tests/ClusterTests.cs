namespace Simulation.Campaigns.Tests;

/// <summary>Sweeps on several processes that are hurt on the way: each trial's result is there once.</summary>
public sealed class ClusterTests : IDisposable
{
    private readonly Cluster _cluster = new();
    private readonly string _scenario;

    public ClusterTests() => _scenario = TinyScenario.In(_cluster.Folder);

    private string Hurt => Path.Combine(_cluster.Folder, "hurt");

    [Fact]
    public void Workers_that_die_or_freeze_and_a_coordinator_that_is_killed_cost_no_result()
    {
        string undisturbed = Undisturbed("1..2000");
        string at = Cluster.FreeAddress();
        LabProcess first = Sweep("1..2000", "--listen", at);
        LabProcess[] workers = _cluster.AddWorkers(3, at);

        workers[0].Kill();
        workers[1].Stop();
        _cluster.AddWorkers(1, at);
        Thread.Sleep(TimeSpan.FromSeconds(1));
        first.Kill();
        Thread.Sleep(TimeSpan.FromSeconds(2));
        LabProcess second = Sweep("1..2000", "--listen", at);
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

        string undisturbed = Undisturbed("1..12000");
        (string at, string standBy) = (Cluster.FreeAddress(), Cluster.FreeAddress());
        LabProcess first = Sweep("1..12000", "--listen", at, "--store", server.Place);
        Thread.Sleep(TimeSpan.FromSeconds(3));
        _cluster.AddCoordinator(at, standBy, server.Place);
        _cluster.AddWorkers(1, at, standBy);
        Cluster.WaitFor(() => server.EventCount() > 5, "no result is recorded");

        first.Kill();
        server.Stop();
        Thread.Sleep(TimeSpan.FromSeconds(10));
        server.Start();
        LabProcess second = Sweep("1..12000", "--join", standBy, "--store", server.Place);
        _cluster.AddWorkers(1, standBy);

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

    private LabProcess Sweep(string seeds, params string[] more) =>
        _cluster.Add(LabProcess.Sweep(_scenario, seeds, Hurt, ["--only-coordinate", .. more]));

    private string Undisturbed(string seeds)
    {
        string folder = Path.Combine(_cluster.Folder, "undisturbed");
        _cluster.Add(LabProcess.Sweep(_scenario, seeds, folder)).Finish();
        return SweepTable.Of(folder);
    }

    private void AssertWhole(LabProcess sweep, string undisturbed)
    {
        (_, int exit) = sweep.Finish();
        Assert.True(exit == 1, $"exit {exit}: {sweep.Told}");
        Assert.Contains("going on: ", sweep.Told);
        Assert.DoesNotContain("still to be done", sweep.Told);
        Assert.Equal(undisturbed, SweepTable.Of(Hurt));
    }
}
