using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>What a replica keeps in mind while it is primary, for one epoch.</summary>
/// <param name="epoch">The epoch.</param>
/// <param name="start">The position of the epoch's first record, the mark.</param>
/// <param name="backups">The other replicas, in their order.</param>
internal sealed class PrimaryTerm(long epoch, long start, IReadOnlyList<BackupProgress> backups)
{
    private readonly Queue<(long Position, ProcessRef Client)> _waiting = new();
    private readonly HashSet<int> _operations = [];

    public long Epoch => epoch;

    /// <summary>Nothing is committed in this epoch before its mark is.</summary>
    public long Start => start;

    public IReadOnlyList<BackupProgress> Backups => backups;

    /// <summary>Whether all is ready to serve; false while the promotion is under way.</summary>
    public bool IsOpen { get; set; }

    /// <summary>Up to where the log may be shipped: the rest waits for the lag to be over.</summary>
    public long ShipEnd { get; set; } = start + 1;

    public BackupProgress? Find(ProcessRef address)
    {
        foreach (BackupProgress backup in backups)
        {
            if (ReferenceEquals(backup.Address, address))
            {
                return backup;
            }
        }

        return null;
    }

    /// <summary>A client waits for a record; false when one already waits for the same operation.</summary>
    public bool Expect(int operation, long position, ProcessRef client)
    {
        if (!_operations.Add(operation))
        {
            return false;
        }

        _waiting.Enqueue((position, client));
        return true;
    }

    /// <summary>Whoever waits for a record that is now applied; null when nobody does.</summary>
    public ProcessRef? Release(long position, int operation)
    {
        if (!_waiting.TryPeek(out (long Position, ProcessRef Client) first) || first.Position != position)
        {
            return null;
        }

        _waiting.Dequeue();
        _operations.Remove(operation);
        return first.Client;
    }

    /// <summary>Since when the primary has certainly been in contact with a majority, itself
    /// included.</summary>
    public SimTime MajorityHeardAt(SimTime now)
    {
        // With so few replicas counting is cheaper than to sort, and this is asked at every read.
        int needed = (backups.Count + 1) / 2;
        SimTime? heardAt = null;
        foreach (BackupProgress candidate in backups)
        {
            int count = 0;
            foreach (BackupProgress backup in backups)
            {
                count += backup.HeardAt >= candidate.HeardAt ? 1 : 0;
            }

            bool isLater = heardAt is null || candidate.HeardAt > heardAt;
            heardAt = count >= needed && isLater ? candidate.HeardAt : heardAt;
        }

        return heardAt ?? now;
    }
}
