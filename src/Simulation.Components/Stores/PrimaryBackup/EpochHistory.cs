namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>Where the records of an epoch begin in a log.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Start">The position of its first record.</param>
internal readonly record struct EpochStart(long Epoch, long Start);

/// <summary>
/// Where the epochs of a log begin. As one epoch has one primary, a position and its epoch name a record in
/// all logs, so the histories of two logs tell how much they share.
/// </summary>
internal sealed class EpochHistory
{
    private readonly List<EpochStart> _starts = [];

    public EpochHistory(IEnumerable<EpochStart> starts) => _starts.AddRange(starts);

    public EpochStart[] ToArray() => [.. _starts];

    /// <summary>A record of an epoch, not lower than those before, is appended at a position.</summary>
    public void Append(long epoch, long position)
    {
        if (_starts.Count == 0 || _starts[^1].Epoch < epoch)
        {
            _starts.Add(new EpochStart(epoch, position));
        }
    }

    /// <summary>The log is cut so that it ends before a position.</summary>
    public void CutFrom(long position) => _starts.RemoveAll(start => start.Start >= position);

    /// <summary>The part that concerns the records before a position.</summary>
    public EpochStart[] Before(long position) => [.. _starts.Where(start => start.Start < position)];

    /// <summary>The epoch of the record at a position; 0 before the first.</summary>
    public long EpochOf(long position)
    {
        for (int index = _starts.Count - 1; index >= 0; index--)
        {
            if (_starts[index].Start <= position)
            {
                return _starts[index].Epoch;
            }
        }

        return 0;
    }

    /// <summary>How many records two logs have in common.</summary>
    /// <param name="end">Where this log ends.</param>
    /// <param name="other">Where the epochs of the other log begin.</param>
    /// <param name="otherEnd">Where the other log ends.</param>
    public long CommonPrefix(long end, IReadOnlyList<EpochStart> other, long otherEnd)
    {
        for (int index = _starts.Count - 1; index >= 0; index--)
        {
            for (int place = other.Count - 1; place >= 0; place--)
            {
                if (_starts[index] == other[place])
                {
                    long ownEnd = index + 1 < _starts.Count ? _starts[index + 1].Start : end;
                    long theirEnd = place + 1 < other.Count ? other[place + 1].Start : otherEnd;
                    return Math.Min(ownEnd, theirEnd);
                }
            }
        }

        return 0;
    }
}
