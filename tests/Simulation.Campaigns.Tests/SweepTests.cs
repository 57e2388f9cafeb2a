using System.Diagnostics;
using Simulation.Testing;

namespace Simulation.Campaigns.Tests;

public sealed class SweepTests : IDisposable
{
    private const string Seeds = "1..40";

    private readonly string _folder = Directory.CreateTempSubdirectory("simlab-sweep-").FullName;

    private static string Scenario => Repository.PathOf("scenarios", "negative", "raft-local-reads.yaml");

    [Fact]
    public void A_sweep_that_was_killed_goes_on_and_ends_with_what_an_undisturbed_one_has()
    {
        string undisturbed = Sweep("undisturbed", "--jobs", "2");
        string killed = Path.Combine(_folder, "killed");

        for (int time = 0; time < 2; time++)
        {
            using LabProcess sweep = LabProcess.Sweep(Scenario, Seeds, killed, "--jobs", "2");
            Thread.Sleep(TimeSpan.FromSeconds(5));
            sweep.Kill();
        }

        string resumed = Sweep("killed", "--jobs", "2");

        Assert.Equal(41, undisturbed.Count(letter => letter == '\n'));
        Assert.Equal(undisturbed, resumed);
    }

    [Fact]
    public void A_slot_that_is_killed_costs_no_result()
    {
        string undisturbed = Sweep("undisturbed", "--jobs", "1");
        using LabProcess sweep = LabProcess.Sweep(
            Scenario,
            Seeds,
            Path.Combine(_folder, "hit"),
            "--jobs",
            "2"
        );
        IReadOnlyList<Process> slots = [];
        var watch = Stopwatch.StartNew();
        while (slots.Count < 2 && watch.Elapsed < TimeSpan.FromSeconds(30))
        {
            Thread.Sleep(50);
            slots = sweep.Slots();
        }

        // Each slot once: a trial that loses its process twice is set aside.
        foreach (Process slot in slots)
        {
            slot.Kill();
        }

        sweep.Finish();

        Assert.Equal(2, slots.Count);
        Assert.Equal(undisturbed, Table("hit"));
    }

    [Fact]
    public void A_trial_that_takes_too_long_is_unknown_and_the_others_go_on()
    {
        using LabProcess sweep = LabProcess.Sweep(
            Scenario,
            "1..2",
            Path.Combine(_folder, "slow"),
            "--trial-limit",
            "1ms"
        );

        (string said, int exit) = sweep.Finish();

        Assert.Equal(2, exit);
        Assert.Contains("2 of 2 trials: 0 held, 0 failed, 2 unknown", said);
        Assert.Contains("did not end within", said);
    }

    [Fact]
    public void Until_fail_stops_early_and_the_same_command_goes_on_later()
    {
        using LabProcess sweep = LabProcess.Sweep(
            Scenario,
            "1..400",
            Path.Combine(_folder, "first"),
            "--until-fail"
        );

        (string said, int exit) = sweep.Finish();

        Assert.Equal(1, exit);
        Assert.Contains("history(readers) is linearizable", said);
        Assert.InRange(Table("first").Count(letter => letter == '\n'), 2, 100);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Sweep(string name, params string[] more)
    {
        using LabProcess sweep = LabProcess.Sweep(Scenario, Seeds, Path.Combine(_folder, name), more);
        sweep.Finish();
        return Table(name);
    }

    private string Table(string name) => SweepTable.Of(Path.Combine(_folder, name));
}
