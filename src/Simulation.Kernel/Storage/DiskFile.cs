namespace Simulation.Kernel.Storage;

/// <summary>A file of a disk: what the process wrote, and the part of it that survives a crash.</summary>
public abstract class DiskFile
{
    /// <summary>
    /// Remembers what has been written up to now as what the sync that begins will make durable.
    /// </summary>
    internal abstract void BeginSync();

    /// <summary>Makes durable what was remembered.</summary>
    /// <param name="device">What may go wrong with each record; null for nothing.</param>
    internal abstract void EndSync(DiskDevice? device);

    /// <summary>Goes back to what is durable.</summary>
    internal abstract void Crash();

    /// <summary>What was remembered never reached the disk, though nobody will write it again.</summary>
    internal virtual void LoseSync() { }

    /// <summary>Lets the writes under way reach the disk in part, as when the power goes.</summary>
    internal virtual void Tear(DiskRule rule) { }

    /// <summary>Flips bits in records that are durable, each with a chance; returns in how many.</summary>
    internal virtual int Rot(Quantities.Ratio share, Randomness.RandomStream random) => 0;

    /// <summary>Whether anything was written that no sync has covered yet.</summary>
    internal abstract bool IsDirty { get; }
}
