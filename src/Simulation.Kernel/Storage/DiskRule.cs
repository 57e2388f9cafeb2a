using Simulation.Kernel.Time;

namespace Simulation.Kernel.Storage;

/// <summary>What a disk does wrong while a fault is in force; the default is nothing.</summary>
public abstract class DiskRule
{
    /// <summary>How much longer a sync takes.</summary>
    public virtual SimDuration Delay() => SimDuration.Zero;

    /// <summary>How a sync ends.</summary>
    public virtual SyncFate DecideSync() => SyncFate.Done;

    /// <summary>What becomes of a record that is written.</summary>
    public virtual RecordFate DecideRecord() => RecordFate.Written;

    /// <summary>Whether the writes under way are torn when the node crashes.</summary>
    public virtual bool TearsWrites => false;

    /// <summary>Draws how far a torn write got, from nothing to all of so many records.</summary>
    public virtual int DrawTorn(int records) => 0;
}

/// <summary>How a sync ends.</summary>
public enum SyncFate
{
    /// <summary>What was written is durable.</summary>
    Done,

    /// <summary>It says that it is done, and nothing is durable.</summary>
    Lies,

    /// <summary>It fails; what was written is still to be synced.</summary>
    Fails,

    /// <summary>It fails, and the next one believes that there is nothing left to write.</summary>
    /// <remarks>Source: Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC
    /// 2020.</remarks>
    FailsAndForgets,
}

/// <summary>What becomes of a record that is written.</summary>
public enum RecordFate
{
    /// <summary>It is where it should be.</summary>
    Written,

    /// <summary>It never reached the disk, which says that it did.</summary>
    Lost,

    /// <summary>It overwrote another record of the file.</summary>
    Misdirected,
}
