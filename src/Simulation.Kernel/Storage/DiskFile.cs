namespace Simulation.Kernel.Storage;

/// <summary>A file of a disk: what the process wrote, and the part of it that survives a crash.</summary>
public abstract class DiskFile
{
    /// <summary>
    /// Remembers what has been written up to now as what the sync that begins will make durable.
    /// </summary>
    internal abstract void BeginSync();

    /// <summary>Makes durable what was remembered.</summary>
    internal abstract void EndSync();

    /// <summary>Goes back to what is durable.</summary>
    internal abstract void Crash();

    /// <summary>Whether anything was written that no sync has covered yet.</summary>
    internal abstract bool IsDirty { get; }
}
