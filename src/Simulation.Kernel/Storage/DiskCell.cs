namespace Simulation.Kernel.Storage;

/// <summary>
/// A file that holds one small value, replaced as a whole. It is kept twice with checksums, so that no torn or
/// rotten copy is ever read.
/// </summary>
/// <typeparam name="T">The value; immutable.</typeparam>
public sealed class DiskCell<T> : DiskFile
{
    private T _value;
    private T _syncing;
    private T _durable;
    private bool _isDirty;

    internal DiskCell(T initial)
    {
        _value = initial;
        _syncing = initial;
        _durable = initial;
    }

    /// <summary>What was written last; after a crash, what was durable then.</summary>
    public T Value
    {
        get => _value;
        set
        {
            _value = value;
            _isDirty = true;
        }
    }

    internal override bool IsDirty => _isDirty;

    internal override void BeginSync()
    {
        _syncing = _value;
        _isDirty = false;
    }

    internal override void EndSync(DiskDevice? device) => _durable = _syncing;

    internal override void Crash()
    {
        _value = _durable;
        _syncing = _durable;
        _isDirty = false;
    }
}
