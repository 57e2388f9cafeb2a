using Simulation.Kernel.Events;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Tracing;

namespace Simulation.Kernel.Storage;

/// <summary>
/// What a process keeps across crashes: files with a synced and an unsynced half. Writes are at once visible
/// to the process; only a sync makes them survive a crash.
/// </summary>
public sealed class Disk
{
    /// <summary>The name of a sync as a number, for the trace.</summary>
    internal static readonly ulong Code = Trace.Hash(nameof(Disk));

    private readonly World _world;
    private readonly ProcessRef _owner;
    private readonly List<(string Name, DiskFile File)> _files = [];
    private readonly SyncDone _syncDone;
    private readonly SyncTold _syncTold;
    private long _lastTicket;
    private long _runningTicket;
    private bool _isSyncing;
    private long _epoch;
    private SyncFate _fate;

    internal Disk(World world, ProcessRef owner)
    {
        _world = world;
        _owner = owner;
        _syncDone = new SyncDone(this);
        _syncTold = new SyncTold(this);
    }

    /// <summary>Whether the sync that ended last has failed.</summary>
    internal bool HasFailed => !_isSyncing && _fate is SyncFate.Fails or SyncFate.FailsAndForgets;

    /// <summary>The ticket up to which everything is durable.</summary>
    public long SyncedTicket { get; private set; }

    /// <summary>Opens a log, or makes it when there is none of that name.</summary>
    /// <param name="name">The file's name.</param>
    /// <param name="garble">What a reader without checksums takes a damaged record for; null leaves its content
    /// and damages only the checksum.</param>
    /// <param name="isMirrored">Whether it is kept on two devices, so that damage to a record of one is mended
    /// from the other.</param>
    public DiskLog<T> OpenLog<T>(string name, Func<T, T>? garble = null, bool isMirrored = false) =>
        Open(name, () => new DiskLog<T>(garble, isMirrored));

    /// <summary>
    /// Opens a cell, or makes it, durable with an initial value, when there is none of that name.
    /// </summary>
    public DiskCell<T> OpenCell<T>(string name, T initial) => Open(name, () => new DiskCell<T>(initial));

    /// <summary>
    /// Begins to make durable all that was written up to now, and returns a ticket; the process is told when
    /// the ticket, and with it all earlier ones, is done. While one sync runs, the writes behind it share the
    /// next.
    /// </summary>
    public long Sync()
    {
        long ticket = ++_lastTicket;
        if (!_isSyncing)
        {
            Begin();
        }

        return ticket;
    }

    /// <summary>
    /// Ends the syncs under way; loses all that they and none before had covered, or keeps it.
    /// </summary>
    internal void Crash(bool losesUnsynced)
    {
        DiskRule? tearing = _owner.Node.Device.Tearing;
        foreach ((_, DiskFile file) in _files)
        {
            if (!losesUnsynced)
            {
                EndSync(file, _isSyncing ? _fate : SyncFate.Lies);
                file.BeginSync();
                file.EndSync(null);
            }
            else if (tearing is not null)
            {
                file.Tear(tearing);
            }

            file.Crash();
        }

        _isSyncing = false;
        _fate = SyncFate.Done;
        _lastTicket = SyncedTicket;
        _epoch++;
    }

    /// <summary>The disk was replaced by an empty one; its process does not run.</summary>
    internal void Wipe() => _files.Clear();

    /// <summary>Flips bits in durable records, each with a chance; returns in how many.</summary>
    internal int Rot(Ratio share, RandomStream random) => _files.Sum(entry => entry.File.Rot(share, random));

    private T Open<T>(string name, Func<T> create)
        where T : DiskFile
    {
        DiskFile? file = _files.Find(entry => string.Equals(entry.Name, name, StringComparison.Ordinal)).File;
        if (file is null)
        {
            file = create();
            _files.Add((name, file));
        }

        return (T)file;
    }

    private void Begin()
    {
        DiskDevice device = _owner.Node.Device;
        _isSyncing = true;
        _runningTicket = _lastTicket;
        _fate = device.DecideSync();
        if (_fate is SyncFate.Done or SyncFate.FailsAndForgets)
        {
            foreach ((_, DiskFile file) in _files)
            {
                file.BeginSync();
            }
        }

        _world.Loop.At(device.ReserveSync(), _syncDone, tag: _epoch);
    }

    private void End()
    {
        foreach ((_, DiskFile file) in _files)
        {
            EndSync(file, _fate);
        }

        _isSyncing = false;
        if (_fate is SyncFate.Fails or SyncFate.FailsAndForgets)
        {
            return;
        }

        SyncedTicket = _runningTicket;
        if (_lastTicket > _runningTicket)
        {
            Begin();
        }
    }

    private void EndSync(DiskFile file, SyncFate fate)
    {
        if (fate == SyncFate.Done)
        {
            file.EndSync(_owner.Node.Device);
        }
        else if (fate == SyncFate.FailsAndForgets)
        {
            file.LoseSync();
        }
    }

    /// <summary>The hardware has finished a sync, whether or not the process runs at that moment.</summary>
    private sealed class SyncDone(Disk disk) : SimEvent
    {
        public override void Fire(object? message, object? sender, long tag)
        {
            if (tag == disk._epoch && !disk._owner.Node.Device.Holds(this, tag))
            {
                disk.End();
                disk._syncTold.Fire(null, null, tag);
            }
        }
    }

    /// <summary>The process learns of a finished sync; a paused one learns of it when it resumes.</summary>
    private sealed class SyncTold(Disk disk) : SimEvent
    {
        public override void Fire(object? message, object? sender, long tag)
        {
            ProcessRef owner = disk._owner;
            if (tag != disk._epoch)
            {
                return;
            }

            if (owner.Node.State == NodeState.Paused)
            {
                owner.Node.Wait(this, message, sender, tag);
            }
            else
            {
                owner.Actor?.Tell(disk, owner);
            }
        }
    }
}
