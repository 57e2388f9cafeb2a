namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>Up to where a primary may acknowledge.</summary>
internal static class CommitRule
{
    /// <summary>How many records are committed.</summary>
    /// <param name="options">The mode.</param>
    /// <param name="ownEnd">How much the primary has synced.</param>
    /// <param name="backups">What the backups have synced.</param>
    /// <remarks>
    /// In sync mode the view holds a majority, as elections do, so that every candidate that can win has what
    /// was acknowledged.
    /// </remarks>
    public static long Committed(
        PrimaryBackupOptions options,
        long ownEnd,
        IReadOnlyList<BackupProgress> backups
    ) =>
        options.Mode switch
        {
            ReplicationMode.Async => ownEnd,
            ReplicationMode.SemiSync => SemiSync(options.SyncBackups, ownEnd, backups),
            ReplicationMode.Sync => Sync(options, ownEnd, backups),
            _ => throw new InvalidOperationException("A mode is async, semi-sync or sync."),
        };

    private static long SemiSync(int count, long ownEnd, IReadOnlyList<BackupProgress> backups)
    {
        long end = 0;
        foreach (BackupProgress candidate in backups)
        {
            int holders = 0;
            foreach (BackupProgress backup in backups)
            {
                holders += !backup.IsWitness && backup.Synced >= candidate.Synced ? 1 : 0;
            }

            end = holders >= count ? Math.Max(end, candidate.Synced) : end;
        }

        return Math.Min(ownEnd, end);
    }

    private static long Sync(PrimaryBackupOptions options, long ownEnd, IReadOnlyList<BackupProgress> backups)
    {
        int viewCount = 1;
        long end = ownEnd;
        foreach (BackupProgress backup in backups)
        {
            if (backup.IsInView)
            {
                viewCount++;
                end = Math.Min(end, backup.Synced);
            }
        }

        bool hasMajority = viewCount > (backups.Count + 1) / 2;
        return hasMajority || options.Planted == PlantedBug.KeepAcknowledgingOnMinority ? end : 0;
    }
}
