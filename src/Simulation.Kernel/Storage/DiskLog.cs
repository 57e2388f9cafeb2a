using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;

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
    private readonly Func<T, T>? _garble;
    private readonly bool _isMirrored;
    private SortedDictionary<long, T>? _damage;
    private SortedDictionary<long, T>? _durableDamage;
    private bool _isCut;

    internal DiskLog(Func<T, T>? garble, bool isMirrored)
    {
        _garble = garble;
        _isMirrored = isMirrored;
    }

    /// <summary>The position of the first record that is still there.</summary>
    public long First => _first;

    /// <summary>The position that the next record will have.</summary>
    public long End => _first + _records.Count;

    internal override bool IsDirty => _isCut || _unsyncedFrom < End || _durableFirst != _first;

    /// <summary>
    /// The record at a position, from <see cref="First"/> to before <see cref="End"/>; what a reader that does
    /// not look at checksums takes for it, where it <see cref="IsDamaged"/>.
    /// </summary>
    public T this[long position] =>
        _damage is not null && _damage.TryGetValue(position, out T? read)
            ? read
            : _records[checked((int)(position - _first))];

    /// <summary>Whether the checksum of a record, over its content and its position, does not match.</summary>
    public bool IsDamaged(long position) => _damage?.ContainsKey(position) == true;

    /// <summary>The first damaged position; <see cref="End"/> when all records are sound.</summary>
    public long FirstDamaged => _damage is { Count: > 0 } ? _damage.Keys.First() : End;

    /// <summary>The records whose checksums match, in order: for what can be brought back from elsewhere.</summary>
    public IEnumerable<T> Sound()
    {
        for (long position = First; position < End; position++)
        {
            if (!IsDamaged(position))
            {
                yield return this[position];
            }
        }
    }

    /// <summary>
    /// Cuts the file before its first damaged record, for what must have no gaps; returns how many go.
    /// </summary>
    public long CutDamaged()
    {
        long count = End - FirstDamaged;
        if (count > 0)
        {
            CutFrom(FirstDamaged);
        }

        return count;
    }

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
            Forget(_damage, position, long.MaxValue);
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
        Forget(_damage, 0, _first);
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

    internal override void EndSync(DiskDevice? device)
    {
        int kept = (int)Math.Max(0, Math.Min(_durable.Count, _syncingFrom - _durableFirst));
        _durable.RemoveRange(kept, _durable.Count - kept);
        if (_syncingFirst > _durableFirst)
        {
            _durable.RemoveRange(0, (int)Math.Min(_durable.Count, _syncingFirst - _durableFirst));
            _durableFirst = _syncingFirst;
        }

        Forget(_durableDamage, _syncingFrom, long.MaxValue);
        Forget(_durableDamage, 0, _durableFirst);
        long from = _durableFirst + _durable.Count;
        _durable.AddRange(_syncing);
        _syncing.Clear();
        if (device is { HasRules: true })
        {
            Spoil(device, from);
        }
    }

    internal override void LoseSync()
    {
        long from = Math.Max(_syncingFrom, _durableFirst);
        int count = _syncing.Count;
        EndSync(null);
        for (int place = 0; place < count; place++)
        {
            Damage(from + place, Garbled(from + place));
        }
    }

    internal override void Tear(DiskRule rule)
    {
        if (_syncing.Count > 0)
        {
            // What was under way is torn together with what waited behind it.
            _unsyncedFrom = Math.Min(_unsyncedFrom, _syncingFrom);
        }

        BeginSync();
        int torn = rule.DrawTorn(_syncing.Count + 1);
        if (torn < _syncing.Count)
        {
            _syncing.RemoveRange(torn + 1, _syncing.Count - torn - 1);
        }

        EndSync(null);
        long last = _durableFirst + _durable.Count - 1;
        if (torn < _durable.Count && last >= _syncingFrom)
        {
            Damage(last, Garbled(last));
        }
    }

    internal override int Rot(Ratio share, RandomStream random)
    {
        int count = 0;
        for (long position = _durableFirst; position < _durableFirst + _durable.Count; position++)
        {
            if (share.Happens(random))
            {
                Damage(position, Garbled(position));
                count++;
            }
        }

        return count;
    }

    internal override void Crash()
    {
        _records.Clear();
        _records.AddRange(_durable);
        _first = _durableFirst;
        _unsyncedFrom = End;
        _syncing.Clear();
        _isCut = false;
        _damage = _durableDamage is null ? null : new SortedDictionary<long, T>(_durableDamage);
    }

    private static void Forget(SortedDictionary<long, T>? damage, long from, long end)
    {
        if (damage is null || damage.Count == 0)
        {
            return;
        }

        foreach (long position in damage.Keys.Where(key => key >= from && key < end).ToArray())
        {
            damage.Remove(position);
        }
    }

    /// <summary>Decides what became of the records that have just been written.</summary>
    private void Spoil(DiskDevice device, long from)
    {
        for (long position = from; position < _durableFirst + _durable.Count; position++)
        {
            RecordFate fate = device.DecideRecord();
            if (fate == RecordFate.Misdirected && position > _durableFirst)
            {
                Damage(position - 1, _durable[(int)(position - _durableFirst)]);
            }

            if (fate != RecordFate.Written)
            {
                Damage(position, Garbled(position));
            }
        }
    }

    private void Damage(long position, T read)
    {
        if (!_isMirrored)
        {
            (_durableDamage ??= [])[position] = read;
        }
    }

    private T Garbled(long position)
    {
        T whole = _durable[(int)(position - _durableFirst)];
        return _garble is null ? whole : _garble(whole);
    }
}
