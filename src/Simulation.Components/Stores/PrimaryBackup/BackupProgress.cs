using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>What a primary knows of a backup.</summary>
/// <param name="address">The backup.</param>
/// <param name="next">The first position to ship.</param>
/// <param name="now">The primary's clock: the backup counts as heard of now.</param>
/// <param name="isWitness">Whether it only votes.</param>
internal sealed class BackupProgress(ProcessRef address, long next, SimTime now, bool isWitness)
{
    public ProcessRef Address => address;

    /// <summary>Whether it only votes, and holds no data.</summary>
    public bool IsWitness => isWitness;

    /// <summary>The next position to ship.</summary>
    public long Next { get; set; } = next;

    /// <summary>Up to where the backup has everything on its disk.</summary>
    public long Synced { get; private set; }

    /// <summary>When the primary sent the last message that the backup answered, by the primary's
    /// clock.</summary>
    public SimTime HeardAt { get; private set; } = now;

    /// <summary>Whether writes wait for it in sync mode.</summary>
    public bool IsInView { get; set; } = !isWitness;

    /// <summary>When the primary last went back to an earlier position for it; null for never.</summary>
    public SimTime? RewoundAt { get; private set; }

    public void Hear(SimTime sentAt) => HeardAt = sentAt > HeardAt ? sentAt : HeardAt;

    public void Confirm(long end)
    {
        Synced = Math.Max(Synced, end);
        Next = Math.Max(Next, end);
    }

    public void Rewind(long next, SimTime now)
    {
        Next = next;
        RewoundAt = now;
    }
}
