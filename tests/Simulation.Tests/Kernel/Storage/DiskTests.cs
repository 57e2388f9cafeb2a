using Simulation.Kernel.Nodes;
using Simulation.Kernel.Storage;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Kernel.Storage;

public sealed class DiskTests
{
    [Fact]
    public void A_sync_takes_the_disks_latency_and_then_survives_a_crash()
    {
        using var test = new TestWorld();
        ProcessRef process = test.Add(
            "a",
            start: self =>
            {
                DiskCell<int> cell = self.Disk.OpenCell("cell", 0);
                self.Log($"finds {cell.Value}");
                self.Synced = ticket => self.Log($"synced {ticket}");
                cell.Value++;
                self.Disk.Sync();
            }
        );

        test.RunTo(10.Milliseconds);
        CrashAndRestart(test, process.Node);

        Assert.Equal(["0s a finds 0", "1ms a synced 1", "10ms a finds 1", "11ms a synced 2"], test.Lines);
    }

    [Fact]
    public void A_crash_between_a_write_and_the_end_of_its_sync_loses_the_write()
    {
        using var test = new TestWorld();
        ProcessRef process = test.Add(
            "a",
            start: self =>
            {
                DiskLog<string> log = self.Disk.OpenLog<string>("log");
                self.Log($"finds {log.End}");
                log.Append("record");
                self.Disk.Sync();
            }
        );

        test.RunTo(500.Microseconds);
        CrashAndRestart(test, process.Node);

        Assert.Equal(
            ["0s a finds 0", "0.5ms a finds 0"],
            test.Lines.Select(line => line.Replace("500us", "0.5ms", StringComparison.Ordinal))
        );
    }

    [Fact]
    public void A_crash_of_the_processes_alone_keeps_what_they_wrote()
    {
        using var test = new TestWorld();
        ProcessRef process = test.Add(
            "a",
            start: self =>
            {
                DiskLog<string> log = self.Disk.OpenLog<string>("log");
                self.Log($"finds {log.End}");
                log.Append("record");
            }
        );

        test.RunTo(1.Milliseconds);
        process.Node.Crash(losesUnsynced: false);
        process.Node.Restart();
        test.RunTo(2.Milliseconds);

        Assert.Equal(["0s a finds 0", "1ms a finds 1"], test.Lines);
    }

    [Fact]
    public void Writes_behind_a_running_sync_share_the_next_one()
    {
        using var test = new TestWorld();
        test.Add(
            "a",
            start: self =>
            {
                DiskLog<int> log = self.Disk.OpenLog<int>("log");
                self.Synced = ticket => self.Log($"synced {ticket}");
                for (int number = 0; number < 3; number++)
                {
                    log.Append(number);
                    self.Disk.Sync();
                }
            }
        );

        test.RunTo(10.Milliseconds);

        Assert.Equal(["1ms a synced 1", "2ms a synced 3"], test.Lines);
    }

    [Fact]
    public void A_cut_that_was_not_synced_is_undone_by_a_crash()
    {
        using var test = new TestWorld();
        string found = "";
        ProcessRef process = test.Add(
            "a",
            start: self =>
            {
                DiskLog<int> log = self.Disk.OpenLog<int>("log");
                found = string.Join(",", Enumerable.Range(0, (int)log.End).Select(place => log[place]));
                if (log.End == 0)
                {
                    log.Append(1);
                    log.Append(2);
                    self.Disk.Sync();
                    self.In(
                        5.Milliseconds,
                        () =>
                        {
                            log.CutFrom(1);
                            log.Append(3);
                        }
                    );
                }
            }
        );

        test.RunTo(6.Milliseconds);
        CrashAndRestart(test, process.Node);

        Assert.Equal("1,2", found);
    }

    [Fact]
    public void A_cut_and_a_trim_that_were_synced_survive_a_crash()
    {
        using var test = new TestWorld();
        string found = "";
        ProcessRef process = test.Add(
            "a",
            start: self =>
            {
                DiskLog<int> log = self.Disk.OpenLog<int>("log");
                found =
                    $"{log.First}:"
                    + string.Join(
                        ",",
                        Enumerable
                            .Range((int)log.First, (int)(log.End - log.First))
                            .Select(place => log[place])
                    );
                if (log.End == 0)
                {
                    for (int number = 0; number < 5; number++)
                    {
                        log.Append(number);
                    }

                    self.Disk.Sync();
                    self.In(
                        5.Milliseconds,
                        () =>
                        {
                            log.CutFrom(3);
                            log.Append(30);
                            log.TrimBefore(2);
                            self.Disk.Sync();
                        }
                    );
                }
            }
        );

        test.RunTo(20.Milliseconds);
        CrashAndRestart(test, process.Node);

        Assert.Equal("2:2,30", found);
    }

    private static void CrashAndRestart(TestWorld test, Node node)
    {
        node.Crash();
        node.Restart();
        test.World.RunUntil(test.World.Loop.Now + 5.Milliseconds);
    }
}
