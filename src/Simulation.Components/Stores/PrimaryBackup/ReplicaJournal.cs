using Simulation.Kernel;
using Simulation.Kernel.Storage;

namespace Simulation.Components.Stores.PrimaryBackup;

/// <summary>
/// What a replica has: a log of records, of which the committed ones are applied to the registers that reads
/// see. All of it is on disk, as far as it was synced.
/// </summary>
internal sealed class ReplicaJournal
{
    private readonly Disk _disk;
    private readonly ShownWrites _shown;
    private readonly int _logKept;
    private readonly DiskCell<StoredImage> _image;
    private readonly DiskCell<long> _committed;
    private DiskLog<LogRecord> _log;
    private EpochHistory _history;
    private RegisterState _state;

    /// <summary>Opens the files, or makes them, and applies what is known to be committed.</summary>
    public ReplicaJournal(Disk disk, ShownWrites shown, int logKept)
    {
        _disk = disk;
        _shown = shown;
        _logKept = logKept;
        _image = disk.OpenCell("image", new StoredImage(0, StateImage.Empty));
        _committed = disk.OpenCell("committed", 0L);
        _log = OpenLog();
        _log.CutDamaged();
        _history = new EpochHistory(_image.Value.State.History);
        _state = new RegisterState(_image.Value.State);
        Applied = Floor;
        for (long position = Floor; position < End; position++)
        {
            _history.Append(_log[position].Epoch, position);
        }

        Replay(Math.Min(_committed.Value, End));
    }

    /// <summary>How many records are applied, and so visible.</summary>
    public long Applied { get; private set; }

    public long First => _log.First;

    public long End => _log.End;

    /// <summary>The position below which the log cannot be cut.</summary>
    public long Floor => _image.Value.State.Position;

    public EpochHistory History => _history;

    public RegisterState State => _state;

    /// <summary>How many times the log was cut: a position from before may mean another record.</summary>
    public int CutCount { get; private set; }

    public LogRecord this[long position] => _log[position];

    public void Append(LogRecord record)
    {
        _history.Append(record.Epoch, End);
        _log.Append(record);
    }

    public bool HasRecord(long position, long epoch) =>
        position < 0 || (position < End && _history.EpochOf(position) == epoch);

    /// <summary>Applies the next record, which has been committed, and tells whether it took
    /// effect.</summary>
    public bool ApplyNext(bool isAcceptance)
    {
        LogRecord record = _log[Applied];
        Applied++;
        _committed.Value = Applied;
        bool isDone = true;
        if (record.Request is { } request)
        {
            isDone = _state.Apply(request);
            _shown.Show(request.Key, _state.WriteOf(request.Key), isAcceptance);
        }

        return isDone;
    }

    /// <summary>Cuts the log; what was visible of the part cut off is taken back.</summary>
    /// <param name="position">Not below the floor.</param>
    public void CutFrom(long position)
    {
        Invariant.That(position >= Floor);
        _log.CutFrom(position);
        _history.CutFrom(position);
        CutCount++;
        if (Applied > position)
        {
            _state = new RegisterState(_image.Value.State);
            Applied = Floor;
            Replay(position);
        }

        _committed.Value = Applied;
    }

    /// <summary>Keeps an image of the state in place of old records, once there are many.</summary>
    public void Compact()
    {
        if (Applied - Floor <= _logKept)
        {
            return;
        }

        long kept = Math.Max(First, Applied - _logKept);
        _image.Value = _image.Value with { State = ToImage() };
        _log.TrimBefore(kept);
    }

    public StateImage ToImage() => _state.ToImage(Applied, _history.Before(Applied));

    /// <summary>Takes another replica's state in place of everything.</summary>
    public void Install(StateImage image)
    {
        _log.CutFrom(_log.First);
        _image.Value = new StoredImage(_image.Value.Generation + 1, image);
        _log = OpenLog();
        _log.TrimBefore(image.Position);
        _history = new EpochHistory(image.History);
        _state = new RegisterState(image);
        Applied = image.Position;
        _committed.Value = Applied;
        CutCount++;
        _shown.Replace(_state.WriteOf, _state.Keys);
    }

    private void Replay(long end)
    {
        for (; Applied < end; Applied++)
        {
            if (_log[Applied].Request is { } request)
            {
                _state.Apply(request);
            }
        }

        _shown.Replace(_state.WriteOf, _state.Keys);
    }

    /// <summary>A full copy begins a new file, since positions of the old one may lie beyond its
    /// own.</summary>
    private DiskLog<LogRecord> OpenLog() => _disk.OpenLog<LogRecord>($"log-{_image.Value.Generation}");

    private sealed record StoredImage(int Generation, StateImage State);
}
