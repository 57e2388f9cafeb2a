using Simulation.Components.Stores.Raft;
using Simulation.Kernel;
using Simulation.Kernel.Storage;

namespace Simulation.Components.Stores.Chain;

/// <summary>
/// A replica's updates, committed or not, and the state that the committed ones make. What a replica has is
/// always a prefix of what its predecessor has. It is kept on the disk.
/// </summary>
/// <remarks>Source: van Renesse and Schneider 2004, section 3 (update propagation invariant).</remarks>
internal sealed class ChainLog
{
    private const int Kept = 1_000;

    private readonly Disk _disk;
    private readonly DiskCell<Image> _image;
    private readonly DiskLog<ChainEntry> _log;
    private readonly Queue<(long Ticket, long Last)> _syncs = new();
    private readonly Dictionary<string, long> _latest = new(StringComparer.Ordinal);
    private readonly List<ChainEntry> _entries = [];

    /// <summary>Opens the files, or makes them on the first start, and brings back what survived.</summary>
    public ChainLog(Disk disk)
    {
        _disk = disk;
        _image = disk.OpenCell("image", new Image(RaftSnapshot.Empty, Joined: 0, HasState: true));
        _log = disk.OpenLog<ChainEntry>("updates", isMirrored: true);
        Machine.Restore(_image.Value.Snapshot);
        Committed = _image.Value.Snapshot.Last.Index;
        Last = Committed;
        for (long position = _log.First; position < _log.End; position++)
        {
            Hold(_log[position]);
        }

        Durable = Last;
    }

    /// <summary>What the committed updates make of the empty state.</summary>
    public KvStateMachine Machine { get; } = new();

    /// <summary>The last update that is here; 0 for none.</summary>
    public long Last { get; private set; }

    /// <summary>The last update that is on the disk.</summary>
    public long Durable { get; private set; }

    /// <summary>The last update that is known to be committed.</summary>
    public long Committed { get; private set; }

    /// <summary>The epoch in which this replica joined the chain with what it has.</summary>
    public long Joined => _image.Value.Joined;

    /// <summary>Whether it has a state; one that has just joined has none.</summary>
    public bool HasState => _image.Value.HasState;

    /// <summary>Whether a key has an update that is not known to be committed.</summary>
    public bool IsDirty(string key) => _latest.TryGetValue(key, out long sequence) && sequence > Committed;

    /// <summary>Whether a client's command is here and not committed yet.</summary>
    public bool IsPending(KvRequest request)
    {
        for (int index = _entries.Count - 1; index >= 0 && _entries[index].Sequence > Committed; index--)
        {
            KvRequest pending = _entries[index].Request;
            if (pending.Client == request.Client && pending.Sequence == request.Sequence)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes the next update and begins to sync it.</summary>
    public void Append(ChainEntry entry)
    {
        Invariant.That(entry.Sequence == Last + 1);
        Hold(entry);
        _log.Append(entry);
        _syncs.Enqueue((_disk.Sync(), Last));
    }

    /// <summary>The syncs up to a ticket are done.</summary>
    public void OnSynced(long ticket)
    {
        while (_syncs.TryPeek(out (long Ticket, long Last) first) && first.Ticket <= ticket)
        {
            Durable = first.Last;
            _syncs.Dequeue();
        }
    }

    /// <summary>Commits the next update up to a bound; null when there is none.</summary>
    public ChainEntry? CommitNext(long upTo)
    {
        if (Committed >= Math.Min(upTo, Last))
        {
            return null;
        }

        Committed++;
        ChainEntry entry = At(Committed);
        if (_latest.GetValueOrDefault(entry.Request.Key) == Committed)
        {
            _latest.Remove(entry.Request.Key);
        }

        return entry;
    }

    /// <summary>The durable updates behind one; null when they are not kept any more.</summary>
    public ChainEntry[]? DurableAfter(long sequence, int countMax)
    {
        long first = Last - _entries.Count + 1;
        if (sequence + 1 < first)
        {
            return null;
        }

        long end = Math.Min(Durable, sequence + countMax);
        var entries = new List<ChainEntry>();
        for (long next = sequence + 1; next <= end; next++)
        {
            entries.Add(At(next));
        }

        return [.. entries];
    }

    /// <summary>The committed state.</summary>
    public RaftSnapshot TakeSnapshot() => Machine.TakeSnapshot(new LogPosition(Committed, 0));

    /// <summary>Keeps the committed state instead of the updates that made it, when those have become
    /// many.</summary>
    public void Shorten(int snapshotAfter)
    {
        if (_entries.Count < snapshotAfter + Kept || Committed < Last - Kept)
        {
            return;
        }

        _image.Value = _image.Value with { Snapshot = TakeSnapshot() };
        int dropped = _entries.Count - Kept;
        _entries.RemoveRange(0, dropped);
        _log.TrimBefore(_log.First + dropped);
        _syncs.Enqueue((_disk.Sync(), Last));
    }

    /// <summary>Drops everything, because the chain went on without this replica.</summary>
    /// <param name="joined">The epoch in which it joins anew.</param>
    public void Forget(long joined) => Restart(new Image(RaftSnapshot.Empty, joined, HasState: false));

    /// <summary>Takes over the committed state of the predecessor.</summary>
    public void Install(RaftSnapshot snapshot) => Restart(new Image(snapshot, Joined, HasState: true));

    private void Restart(Image image)
    {
        _image.Value = image;
        _log.CutFrom(_log.First);
        _entries.Clear();
        _latest.Clear();
        Machine.Restore(image.Snapshot);
        Committed = image.Snapshot.Last.Index;
        Last = Committed;
        Durable = 0;
        _syncs.Clear();
        _syncs.Enqueue((_disk.Sync(), Last));
    }

    private void Hold(ChainEntry entry)
    {
        // A log that survived begins before the image that was written with it.
        _entries.Add(entry);
        Last = entry.Sequence;
        if (entry.Sequence > Committed)
        {
            _latest[entry.Request.Key] = entry.Sequence;
        }
    }

    private ChainEntry At(long sequence) => _entries[(int)(sequence - (Last - _entries.Count + 1))];

    /// <summary>What is on the disk besides the log.</summary>
    private sealed record Image(RaftSnapshot Snapshot, long Joined, bool HasState);
}
