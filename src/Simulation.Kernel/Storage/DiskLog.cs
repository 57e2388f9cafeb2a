namespace Simulation.Kernel.Storage;

/// <summary>
/// A file of records that grows at the end, may be cut there, and may be trimmed at the front. Positions are
/// counted from 0 since the file was made, whatever was trimmed.
/// </summary>
/// <typeparam name="T">A record; immutable.</typeparam>
public sealed class DiskLog<T> : DiskFile
{
    private readonly List<T> _records = [];
    private readonly List<T> _durable = [];
    private readonly List<T> _syncing = [];
    private long _first;
    private long _durableFirst;
    private long _unsyncedFrom;
    private long _syncingFirst;
    private long _syncingFrom;
    private bool _isCut;

    internal DiskLog() { }

    /// <summary>The position of the first record that is still there.</summary>
    public long First => _first;

    /// <summary>The position that the next record will have.</summary>
    public long End => _first + _records.Count;

    internal override bool IsDirty => _isCut || _unsyncedFrom < End || _durableFirst != _first;

    /// <summary>The record at a position, from <see cref="First"/> to before <see cref="End"/>.</summary>
    public T this[long position] => _records[checked((int)(position - _first))];

    /// <summary>Writes a record at the end.</summary>
    public void Append(T record) => _records.Add(record);

    /// <summary>
    /// Cuts the file so that it ends before a position; nothing when it ends there already.
    /// </summary>
    public void CutFrom(long position)
    {
        Invariant.That(position >= _first);
        if (position < End)
        {
            int index = (int)(position - _first);
            _records.RemoveRange(index, _records.Count - index);
            _unsyncedFrom = Math.Min(_unsyncedFrom, position);
            _isCut = true;
        }
    }

    /// <summary>
    /// Drops the records before a position; the file may then be empty and begin at the position.
    /// </summary>
    public void TrimBefore(long position)
    {
        int count = (int)Math.Min(_records.Count, position - _first);
        if (count > 0)
        {
            _records.RemoveRange(0, count);
        }

        _first = Math.Max(_first, position);
        _unsyncedFrom = Math.Max(_unsyncedFrom, _first);
    }

    internal override void BeginSync()
    {
        _syncing.Clear();
        _syncingFirst = _first;
        _syncingFrom = _unsyncedFrom;
        for (long position = _unsyncedFrom; position < End; position++)
        {
            _syncing.Add(this[position]);
        }

        _unsyncedFrom = End;
        _isCut = false;
    }

    internal override void EndSync()
    {
        int kept = (int)Math.Max(0, Math.Min(_durable.Count, _syncingFrom - _durableFirst));
        _durable.RemoveRange(kept, _durable.Count - kept);
        if (_syncingFirst > _durableFirst)
        {
            _durable.RemoveRange(0, (int)Math.Min(_durable.Count, _syncingFirst - _durableFirst));
            _durableFirst = _syncingFirst;
        }

        _durable.AddRange(_syncing);
        _syncing.Clear();
    }

    internal override void Crash()
    {
        _records.Clear();
        _records.AddRange(_durable);
        _first = _durableFirst;
        _unsyncedFrom = End;
        _syncing.Clear();
        _isCut = false;
    }
}
