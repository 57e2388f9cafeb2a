using Simulation.Kernel.Events;
using Simulation.Kernel.Nodes;
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

    internal Disk(World world, ProcessRef owner)
    {
        _world = world;
        _owner = owner;
        _syncDone = new SyncDone(this);
        _syncTold = new SyncTold(this);
    }

    /// <summary>The ticket up to which everything is durable.</summary>
    public long SyncedTicket { get; private set; }

    /// <summary>Opens a log, or makes it when there is none of that name.</summary>
    public DiskLog<T> OpenLog<T>(string name) => Open(name, static () => new DiskLog<T>());

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
        foreach ((_, DiskFile file) in _files)
        {
            if (!losesUnsynced)
            {
                file.EndSync();
                file.BeginSync();
                file.EndSync();
            }

            file.Crash();
        }

        _isSyncing = false;
        _lastTicket = SyncedTicket;
        _epoch++;
    }

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
        _isSyncing = true;
        _runningTicket = _lastTicket;
        foreach ((_, DiskFile file) in _files)
        {
            file.BeginSync();
        }

        _world.Loop.At(_owner.Node.Device.ReserveSync(), _syncDone, tag: _epoch);
    }

    private void End()
    {
        foreach ((_, DiskFile file) in _files)
        {
            file.EndSync();
        }

        SyncedTicket = _runningTicket;
        _isSyncing = false;
        if (_lastTicket > _runningTicket)
        {
            Begin();
        }
    }

    /// <summary>The hardware has finished a sync, whether or not the process runs at that moment.</summary>
    private sealed class SyncDone(Disk disk) : SimEvent
    {
        public override void Fire(object? message, object? sender, long tag)
        {
            if (tag == disk._epoch)
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
