using Simulation.Components.Stores.MultiLeader;
using Simulation.Kernel.Storage;

namespace Simulation.Components.Stores.Causal;

/// <summary>
/// What a causal replica keeps across crashes: its own writes and those of others in the order in which they
/// came, so that whatever survives has all that it depends on; and, once every replica has its beginning on
/// its disk, an image in place of that.
/// </summary>
internal sealed class WriteJournal
{
    private const int ShortenAfter = 1_024;

    private readonly Disk _disk;
    private readonly int _place;
    private readonly DiskCell<BaseImage> _base;
    private readonly DiskLog<LoggedWrite> _log;
    private readonly VersionVector[] _durableAt;
    private readonly Queue<(long Ticket, VersionVector Covered)> _syncs = new();
    private VersionVector _written;
    private bool _isDirty;

    /// <summary>Opens the files, or makes them on the first start.</summary>
    public WriteJournal(Disk disk, int place, int size)
    {
        _disk = disk;
        _place = place;
        _written = VersionVector.Empty(size);
        _base = disk.OpenCell("base", new BaseImage(_written, []));
        _log = disk.OpenLog<LoggedWrite>("writes", isMirrored: true);
        _durableAt = [.. Enumerable.Repeat(VersionVector.Empty(size), size)];
    }

    /// <summary>What would survive a crash.</summary>
    public VersionVector Durable => _durableAt[_place];

    /// <summary>Brings back what survived.</summary>
    public void Recover(LastWriterWins registers, WriteLogs logs)
    {
        logs.Restore(_base.Value.Applied);
        foreach (StampedWrite winner in _base.Value.Winners)
        {
            registers.Merge(winner);
        }

        for (long position = _log.First; position < _log.End; position++)
        {
            logs.Receive(_log[position]);
            while (logs.TryTakeNext(out LoggedWrite logged))
            {
                registers.Merge(logged.Write);
            }
        }

        _written = logs.Visible;
        _durableAt[_place] = _written;
    }

    /// <summary>Writes an own write and begins a sync; returns its ticket.</summary>
    public long Write(LoggedWrite write)
    {
        Append(write);
        return Sync();
    }

    /// <summary>Writes a write of another replica; it is synced with the next.</summary>
    public void Append(LoggedWrite write)
    {
        _log.Append(write);
        _written = _written.With(write.Origin, write.Count);
        _isDirty = true;
    }

    /// <summary>Syncs what no own write has synced along.</summary>
    public void SyncInBackground()
    {
        if (_isDirty)
        {
            Sync();
        }
    }

    /// <summary>The syncs up to a ticket are done.</summary>
    public void OnSynced(long ticket)
    {
        while (_syncs.TryPeek(out (long Ticket, VersionVector Covered) first) && first.Ticket <= ticket)
        {
            _durableAt[_place] = first.Covered;
            _syncs.Dequeue();
        }
    }

    /// <summary>Another replica has so much on its disk.</summary>
    public void NotePeer(int place, VersionVector durable) => _durableAt[place] = durable;

    /// <summary>Replaces the beginning that every replica has by an image, when it has become long.</summary>
    public void Shorten(WriteLogs logs)
    {
        VersionVector everywhere = _durableAt.Aggregate((left, right) => left.Intersect(right));
        logs.Trim(everywhere);
        long end = _log.First;
        while (end < _log.End && _log[end].Count <= everywhere[_log[end].Origin])
        {
            end++;
        }

        if (end - _log.First < ShortenAfter)
        {
            return;
        }

        var image = new LastWriterWins();
        foreach (StampedWrite winner in _base.Value.Winners)
        {
            image.Merge(winner);
        }

        VersionVector applied = _base.Value.Applied;
        for (long position = _log.First; position < end; position++)
        {
            image.Merge(_log[position].Write);
            applied = applied.With(_log[position].Origin, _log[position].Count);
        }

        _base.Value = new BaseImage(applied, [.. image.All]);
        _log.TrimBefore(end);
        _isDirty = true;
    }

    private long Sync()
    {
        _isDirty = false;
        long ticket = _disk.Sync();
        _syncs.Enqueue((ticket, _written));
        return ticket;
    }
}
