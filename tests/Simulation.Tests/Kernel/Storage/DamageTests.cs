using Simulation.Kernel.Faults;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Storage;
using Simulation.Kernel.Time;
using Simulation.Testing;

namespace Simulation.Tests.Kernel.Storage;

/// <summary>What a process finds on its disk after faults and a crash.</summary>
public sealed class DamageTests
{
    [Fact]
    public void Rotten_records_are_known_by_their_checksums_and_read_wrong()
    {
        DiskLog<int> log = Restarted(BitRot.Kind, new BitRotOptions { Share = Ratio.One }, written: 5);

        Assert.Equal([100, 101, 102, 103, 104], Enumerable.Range(0, 5).Select(place => log[place]));
        Assert.Equal(0, log.FirstDamaged);
        Assert.Empty(log.Sound());
    }

    [Fact]
    public void A_lying_sync_loses_what_it_said_was_durable()
    {
        DiskLog<int> log = Restarted(LyingFsync.Kind, new LyingFsyncOptions(), written: 5);

        Assert.Equal(0, log.End);
    }

    [Fact]
    public void A_lost_write_leaves_a_damaged_place()
    {
        DiskLog<int> log = Restarted(LostWrite.Kind, new LostWriteOptions(), written: 5);

        Assert.Equal(5, log.End);
        Assert.Equal(5, log.CutDamaged());
    }

    [Fact]
    public void A_misdirected_write_damages_its_own_place_and_the_one_before()
    {
        DiskLog<int> log = Restarted(
            MisdirectedWrite.Kind,
            new MisdirectedWriteOptions { Share = Ratio.One },
            written: 2
        );

        Assert.True(log.IsDamaged(0));
        Assert.True(log.IsDamaged(1));
        Assert.Equal(1, log[0]);
    }

    [Fact]
    public void A_forgotten_sync_fails_and_leaves_a_hole_where_the_next_one_says_that_all_is_well()
    {
        DiskLog<int> log = Restarted(
            FsyncErrorThenClean.Kind,
            new FsyncErrorThenCleanOptions(),
            written: 3,
            crashes: false
        );

        Assert.True(log.FirstDamaged < log.End);
    }

    [Fact]
    public void What_is_written_again_is_sound_again()
    {
        using var test = new TestWorld();
        DiskLog<int>? log = null;
        test.Add(
            "a",
            process =>
            {
                log = process.Disk.OpenLog<int>("log", Flipped);
                process.Synced = _ => { };
                if (log.CutDamaged() == 0)
                {
                    log.Append(1);
                }

                process.Disk.Sync();
            }
        );
        Schedule(test, BitRot.Kind, new BitRotOptions { Share = Ratio.One }, at: 1.Seconds);
        Schedule(test, Crash.Kind, new CrashOptions(), at: 2.Seconds);
        Schedule(test, Crash.Kind, new CrashOptions(), at: 4.Seconds);

        test.RunTo(6.Seconds);

        Assert.Equal([1], log!.Sound());
        Assert.Equal(log.End, log.FirstDamaged);
    }

    [Fact]
    public void A_torn_write_keeps_a_prefix_and_damages_at_most_its_last_record()
    {
        for (ulong seed = 1; seed <= 20; seed++)
        {
            using var test = new TestWorld(seed);
            DiskLog<int>? log = null;
            test.Add(
                "a",
                process =>
                {
                    log = process.Disk.OpenLog<int>("log", Flipped);
                    process.Synced = _ => { };
                    Write(process, log, 4);
                    process.In(999.Milliseconds + 500.Microseconds, () => Write(process, log, 6));
                }
            );
            Schedule(test, TornWrite.Kind, new TornWriteOptions(), at: 500.Milliseconds);
            Schedule(test, Crash.Kind, new CrashOptions { RestartAfter = 1.Milliseconds }, at: 1.Seconds);

            test.RunTo(1001.Milliseconds);

            Assert.InRange(log!.End, 4, 14);
            Assert.True(log.FirstDamaged >= 4);
        }
    }

    [Fact]
    public void A_stalled_disk_syncs_nothing_and_goes_on_where_it_stood()
    {
        using var test = new TestWorld();
        test.Add(
            "a",
            process =>
            {
                process.Synced = _ => process.Log("synced");
                process.In(
                    1500.Milliseconds,
                    () =>
                    {
                        process.Disk.OpenLog<int>("log").Append(1);
                        process.Disk.Sync();
                    }
                );
            }
        );
        Schedule(test, DiskStall.Kind, new DiskStallOptions(), at: 1.Seconds);

        test.RunTo(5.Seconds);

        Assert.Equal(["2s a synced"], test.Lines);
    }

    [Fact]
    public void A_mirrored_log_is_mended_from_its_other_copy()
    {
        using var test = new TestWorld();
        DiskLog<int>? log = null;
        test.Add(
            "a",
            process =>
            {
                log = process.Disk.OpenLog<int>("log", Flipped, isMirrored: true);
                process.Synced = _ => { };
                Write(process, log, 3);
            }
        );
        Schedule(test, BitRot.Kind, new BitRotOptions { Share = Ratio.One }, at: 1.Seconds);
        Schedule(test, Crash.Kind, new CrashOptions(), at: 2500.Milliseconds);

        test.RunTo(4.Seconds);

        Assert.Equal(log!.End, log.FirstDamaged);
    }

    /// <summary>Writes records under a fault, crashes the node and gives its log as the next start finds it.</summary>
    private static DiskLog<int> Restarted(FaultKind kind, object options, int written, bool crashes = true)
    {
        using var test = new TestWorld();
        DiskLog<int>? log = null;
        bool isFirst = true;
        test.Add(
            "a",
            process =>
            {
                log = process.Disk.OpenLog<int>("log", Flipped);
                process.Synced = _ => { };
                if (isFirst)
                {
                    isFirst = false;
                    SimDuration when = kind == BitRot.Kind ? 500.Milliseconds : 1500.Milliseconds;
                    process.In(when, () => Write(process, log, written));
                }
            }
        );
        Schedule(test, kind, options, at: 1.Seconds);
        if (crashes)
        {
            Schedule(test, Crash.Kind, new CrashOptions(), at: 1800.Milliseconds);
        }

        test.RunTo(4.Seconds);
        return log!;
    }

    private static void Write(ScriptedProcess process, DiskLog<int> log, int count)
    {
        for (int record = 0; record < count; record++)
        {
            log.Append(record);
        }

        process.Disk.Sync();
    }

    private static int Flipped(int record) => record + 100;

    private static void Schedule(TestWorld test, FaultKind kind, object options, SimDuration at) =>
        ScheduledFault.Schedule(
            test.World,
            new PlannedFault(
                kind.Name + at,
                kind,
                options,
                SimTime.Zero + at,
                1.Seconds,
                null,
                SimDuration.Zero
            )
        );
}
