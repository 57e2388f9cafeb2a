using Simulation.Components.Stores.PrimaryBackup;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Components.Stores;

public sealed class CommitRuleTests
{
    [Theory]
    [InlineData(ReplicationMode.Async, 10)]
    [InlineData(ReplicationMode.SemiSync, 8)]
    [InlineData(ReplicationMode.Sync, 3)]
    public void Each_mode_waits_for_its_disks(ReplicationMode mode, long expected)
    {
        BackupProgress[] backups = [Backup(3), Backup(8)];

        long committed = CommitRule.Committed(new PrimaryBackupOptions { Mode = mode }, 10, backups);

        Assert.Equal(expected, committed);
    }

    [Fact]
    public void A_view_below_a_majority_commits_nothing_unless_the_bug_is_planted()
    {
        BackupProgress[] backups = [Backup(3), Backup(8)];
        Array.ForEach(backups, backup => backup.IsInView = false);
        var options = new PrimaryBackupOptions { Mode = ReplicationMode.Sync };

        Assert.Equal(0, CommitRule.Committed(options, 10, backups));
        Assert.Equal(
            10,
            CommitRule.Committed(
                options with
                {
                    Planted = PlantedBug.KeepAcknowledgingOnMinority,
                },
                10,
                backups
            )
        );
    }

    [Fact]
    public void A_primary_counts_as_in_contact_since_a_majority_was_heard()
    {
        BackupProgress[] backups = [Backup(0), Backup(0), Backup(0), Backup(0)];
        backups[0].Hear(new SimTime(7));
        backups[1].Hear(new SimTime(5));
        backups[2].Hear(new SimTime(1));

        var term = new PrimaryTerm(1, 0, backups);

        Assert.Equal(new SimTime(5), term.MajorityHeardAt(new SimTime(9)));
    }

    private static BackupProgress Backup(long synced)
    {
        var backup = new BackupProgress(null!, 0, SimTime.Zero, isWitness: false);
        backup.Confirm(synced);
        return backup;
    }
}
