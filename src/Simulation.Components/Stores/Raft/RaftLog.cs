using Simulation.Kernel;

namespace Simulation.Components.Stores.Raft;

/// <summary>
/// A replica's log in memory. Indexes count from 1; what a snapshot covers may be gone from the front. It
/// knows which part has yet to be written to the disk and up to where the disk has synced it.
/// </summary>
internal sealed class RaftLog
{
    private readonly List<LogEntry> _entries = [];
    private LogPosition _base;

    /// <summary>The place just before the first entry that is still there.</summary>
    public LogPosition Base => _base;

    /// <summary>The index of the last entry.</summary>
    public long LastIndex => _base.Index + _entries.Count;

    /// <summary>Where the log ends.</summary>
    public LogPosition Last => new(LastIndex, TermAt(LastIndex));

    /// <summary>Up to where the entries are known to survive a crash.</summary>
    public long Durable { get; private set; }

    /// <summary>The first index that has changed since it was last written to the disk.</summary>
    public long UnwrittenFrom { get; private set; } = 1;

    /// <summary>
    /// How often entries were taken back; a sync begun before the last time proves nothing now.
    /// </summary>
    public int CutCount { get; private set; }

    /// <summary>The entry at an index, behind <see cref="Base"/> and not behind the end.</summary>
    public LogEntry this[long index] => _entries[Offset(index)];

    /// <summary>The term of the entry at an index, from the base to the end; 0 at index 0.</summary>
    public long TermAt(long index) => index == _base.Index ? _base.Term : _entries[Offset(index)].Term;

    /// <summary>
    /// Whether the log has an entry of that term there, or a snapshot of what ends with it.
    /// </summary>
    public bool Has(LogPosition place) =>
        place.Index >= _base.Index && place.Index <= LastIndex && TermAt(place.Index) == place.Term;

    /// <summary>Adds an entry at the end.</summary>
    public void Append(LogEntry entry) => _entries.Add(entry);

    /// <summary>Takes back the entry at an index and all behind it.</summary>
    public void CutFrom(long index)
    {
        Invariant.That(index > _base.Index);
        if (index > LastIndex)
        {
            return;
        }

        int offset = Offset(index);
        _entries.RemoveRange(offset, _entries.Count - offset);
        UnwrittenFrom = Math.Min(UnwrittenFrom, index);
        Durable = Math.Min(Durable, index - 1);
        CutCount++;
    }

    /// <summary>Forgets the entries up to an index that a snapshot covers.</summary>
    public void CompactTo(long index)
    {
        if (index <= _base.Index)
        {
            return;
        }

        var newBase = new LogPosition(index, TermAt(index));
        _entries.RemoveRange(0, checked((int)(index - _base.Index)));
        _base = newBase;
    }

    /// <summary>
    /// Makes the log begin behind a snapshot that came from the leader: keeps what follows the snapshot's
    /// last entry when the log has that entry, and drops everything otherwise.
    /// </summary>
    /// <param name="last">The snapshot's last entry.</param>
    /// <param name="commit">Up to where this replica's log is known to be the leader's.</param>
    public void RestartBehind(LogPosition last, long commit)
    {
        if (Has(last))
        {
            CompactTo(last.Index);
        }
        else
        {
            _entries.Clear();
            _base = last;
        }

        UnwrittenFrom = last.Index + 1;
        Durable = Math.Min(Durable, commit);
        CutCount++;
    }

    /// <summary>A copy of the entries from an index on, as many as there are up to a maximum.</summary>
    public ReadOnlyMemory<LogEntry> Slice(long from, int countMax)
    {
        long count = Math.Min(countMax, LastIndex - from + 1);
        if (count <= 0)
        {
            return default;
        }

        var copy = new LogEntry[count];
        _entries.CopyTo(Offset(from), copy, 0, copy.Length);
        return copy;
    }

    /// <summary>
    /// The first index of the run of equal terms that holds an index; not before the log's first entry.
    /// </summary>
    public long FirstIndexOfTermAt(long index)
    {
        long term = TermAt(index);
        while (index - 1 > _base.Index && TermAt(index - 1) == term)
        {
            index--;
        }

        return index;
    }

    /// <summary>
    /// The last index, not behind <paramref name="from"/>, with that term; 0 when there is none.
    /// </summary>
    public long LastIndexOfTerm(long term, long from)
    {
        for (long index = Math.Min(from, LastIndex); index > _base.Index; index--)
        {
            long found = TermAt(index);
            if (found == term)
            {
                return index;
            }

            if (found < term)
            {
                return 0;
            }
        }

        return 0;
    }

    /// <summary>Everything up to the end has been handed to the disk.</summary>
    public void MarkWritten() => UnwrittenFrom = LastIndex + 1;

    /// <summary>A sync that began when the log ended there, after that many cuts, is done.</summary>
    public void MarkDurable(long lastIndex, int cutCount)
    {
        if (cutCount == CutCount)
        {
            Durable = Math.Max(Durable, lastIndex);
        }
    }

    /// <summary>Fills a new log with what the disk kept, all of it durable.</summary>
    public void Load(LogPosition newBase, ReadOnlySpan<LogEntry> entries)
    {
        Invariant.That(LastIndex == 0);
        _base = newBase;
        _entries.AddRange(entries);
        MarkWritten();
        Durable = LastIndex;
    }

    private int Offset(long index) => checked((int)(index - _base.Index - 1));
}
