using System.Runtime.InteropServices;
using Simulation.Kernel.Storage;

namespace Simulation.Components.Stores.Raft;

/// <summary>
/// What a replica keeps across crashes: term and vote, the latest snapshot, and the log behind it. It knows
/// what each sync under way covers and holds back the messages that must wait for one.
/// </summary>
internal sealed class ReplicaDisk
{
    private readonly Disk _disk;
    private readonly DiskCell<HardState> _hard;
    private readonly DiskCell<StoredSnapshot> _snapshot;
    private readonly DiskLog<LogEntry> _log;
    private readonly DiskCell<long> _syncedTo;
    private readonly DiskCell<long> _recoverTo;
    private readonly Queue<(long Ticket, SyncedPart Part)> _syncs = new();
    private readonly Queue<(long Ticket, Outgoing Message)> _held = new();
    private long _hardTicket;

    /// <summary>Opens the files, or makes them on the first start.</summary>
    /// <param name="disk">The process's disk.</param>
    /// <param name="verifies">Whether it looks at checksums; only a planted bug does not.</param>
    public ReplicaDisk(Disk disk, bool verifies = true)
    {
        _disk = disk;
        _hard = disk.OpenCell("term-and-vote", HardState.Initial);
        _snapshot = disk.OpenCell("snapshot", new StoredSnapshot(RaftSnapshot.Empty, default));
        _log = disk.OpenLog<LogEntry>("log", LogEntry.Garbled);
        _syncedTo = disk.OpenCell("synced-to", 0L);
        _recoverTo = disk.OpenCell("recover-to", 0L);
        SyncedHard = _hard.Value;
        if (verifies)
        {
            CutDamage();
        }
    }

    /// <summary>How many entries were cut off because one of them was damaged; 0 when the log was sound.</summary>
    public long DamagedCount { get; private set; }

    /// <summary>The index up to which entries that were acknowledged may be missing; 0 for none.</summary>
    public long RecoverTo => _recoverTo.Value;

    /// <summary>The term and vote that are known to survive a crash.</summary>
    public HardState SyncedHard { get; private set; }

    /// <summary>Term and vote as last written.</summary>
    public HardState Hard => _hard.Value;

    /// <summary>The latest snapshot as last written.</summary>
    public RaftSnapshot Snapshot => _snapshot.Value.Snapshot;

    /// <summary>The place just before the log's first entry.</summary>
    public LogPosition LogBase => _snapshot.Value.LogBase;

    /// <summary>The entries of the log, read after a start.</summary>
    public ReadOnlySpan<LogEntry> ReadLog()
    {
        var entries = new List<LogEntry>();
        for (long position = _log.First; position < _log.End; position++)
        {
            entries.Add(_log[position]);
        }

        return CollectionsMarshal.AsSpan(entries);
    }

    /// <summary>Writes what has changed since the last time, and begins a sync when anything has.</summary>
    public void Persist(RaftCore core)
    {
        bool hasNewHard = core.State.Hard != _hard.Value;
        if (hasNewHard)
        {
            _hard.Value = core.State.Hard;
        }

        bool hasNewSnapshot = PersistSnapshot(core.State);
        bool hasNewEntries = PersistLog(core.State.Log);
        if (_recoverTo.Value != core.State.RecoverTo)
        {
            _recoverTo.Value = core.State.RecoverTo;
        }

        if (!hasNewHard && !hasNewSnapshot && !hasNewEntries)
        {
            return;
        }

        long ticket = _disk.Sync();
        _syncs.Enqueue((ticket, core.PartToSync()));
        if (hasNewHard)
        {
            _hardTicket = ticket;
        }
    }

    /// <summary>
    /// Whether a message may go now; if not, it is held until the sync that it waits for is done.
    /// </summary>
    public bool MaySend(in Outgoing message)
    {
        if (!message.NeedsSync || _hardTicket <= _disk.SyncedTicket)
        {
            return true;
        }

        _held.Enqueue((_hardTicket, message));
        return false;
    }

    /// <summary>Takes the next message whose sync is done.</summary>
    public bool TryTakeReleased(out Outgoing message)
    {
        if (_held.TryPeek(out (long Ticket, Outgoing Message) first) && first.Ticket <= _disk.SyncedTicket)
        {
            message = first.Message;
            _held.Dequeue();
            return true;
        }

        message = default;
        return false;
    }

    /// <summary>What the syncs up to a ticket have covered; null when it was known before.</summary>
    public SyncedPart? OnSynced(long ticket)
    {
        SyncedPart? covered = null;
        while (_syncs.TryPeek(out (long Ticket, SyncedPart Part) first) && first.Ticket <= ticket)
        {
            covered = first.Part;
            _syncs.Dequeue();
        }

        if (covered is { } part)
        {
            SyncedHard = part.Hard;
        }

        return covered;
    }

    private bool PersistSnapshot(RaftState state)
    {
        StoredSnapshot stored = _snapshot.Value;
        if (ReferenceEquals(stored.Snapshot, state.Snapshot) && stored.LogBase == state.Log.Base)
        {
            return false;
        }

        _snapshot.Value = new StoredSnapshot(state.Snapshot, state.Log.Base);
        _log.TrimBefore(state.Log.Base.Index);
        return true;
    }

    /// <summary>The entry with index i is the record at position i - 1.</summary>
    private bool PersistLog(RaftLog log)
    {
        if (log.UnwrittenFrom > log.LastIndex && _log.End == log.LastIndex)
        {
            return false;
        }

        _log.CutFrom(log.UnwrittenFrom - 1);
        for (long index = log.UnwrittenFrom; index <= log.LastIndex; index++)
        {
            _log.Append(log[index]);
        }

        log.MarkWritten();
        _syncedTo.Value = Math.Min(log.Durable, log.LastIndex);
        return true;
    }

    /// <summary>
    /// Takes the log back to before its first damaged entry. Where that one had not been synced for certain,
    /// a crash has torn it and nobody relies on it; else the replica may have acknowledged what is gone now.
    /// </summary>
    private void CutDamage()
    {
        long last = _log.End;
        long damaged = _log.FirstDamaged + 1;
        DamagedCount = _log.CutDamaged();
        if (DamagedCount > 0 && damaged <= _syncedTo.Value)
        {
            _recoverTo.Value = Math.Max(_recoverTo.Value, last);
        }
    }

    /// <summary>A snapshot and where the log behind it begins, written as one.</summary>
    private sealed record StoredSnapshot(RaftSnapshot Snapshot, LogPosition LogBase);
}
