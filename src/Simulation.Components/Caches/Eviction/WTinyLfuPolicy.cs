namespace Simulation.Components.Caches.Eviction;

/// <summary>
/// Window TinyLFU: newcomers live in a small LRU window; who falls out of it gets into the main segmented LRU
/// only when it was asked for more often lately than the one that would have to go.
/// </summary>
/// <remarks>Source: Einziger, Friedman and Manes, "TinyLFU: A Highly Efficient Cache Admission Policy", ACM
/// Transactions on Storage 13(4), 2017, section 4: a hundredth for the window.</remarks>
public sealed class WTinyLfuPolicy : EvictionPolicy
{
    private readonly SlotLists _window = new(1);
    private readonly SlruPolicy _main = new();
    private readonly FrequencySketch _sketch = new();
    private readonly SlotValues<ulong> _hashes = new();
    private readonly SlotValues<bool> _isInWindow = new();

    private int Count => _window.Count(0) + _main.Count;

    /// <inheritdoc/>
    public override void Add(int slot, ulong hash)
    {
        _hashes[slot] = hash;
        _isInWindow[slot] = true;
        _window.Push(0, slot);
        _sketch.Reserve(Count);
        _sketch.Add(hash);
    }

    /// <inheritdoc/>
    public override void Hit(int slot)
    {
        _sketch.Add(_hashes[slot]);
        if (_isInWindow[slot])
        {
            _window.Move(0, slot);
        }
        else
        {
            _main.Hit(slot);
        }
    }

    /// <inheritdoc/>
    public override int Evict()
    {
        int windowMax = Math.Max(1, Count / 100);
        while (_window.Count(0) > windowMax + 1)
        {
            // The cache was not full yet when these came: they get in without a contest.
            Admit(_window.Pop(0));
        }

        if (_window.Count(0) <= windowMax || _main.Count == 0)
        {
            return _main.Count > 0 ? _main.Evict() : _window.Pop(0);
        }

        int candidate = _window.Pop(0);
        if (_sketch.Estimate(_hashes[candidate]) <= _sketch.Estimate(_hashes[_main.Next]))
        {
            return candidate;
        }

        int victim = _main.Evict();
        Admit(candidate);
        return victim;
    }

    /// <inheritdoc/>
    public override void Remove(int slot)
    {
        if (_isInWindow[slot])
        {
            _window.Remove(slot);
        }
        else
        {
            _main.Remove(slot);
        }
    }

    private void Admit(int slot)
    {
        _isInWindow[slot] = false;
        _main.Add(slot, _hashes[slot]);
    }
}
