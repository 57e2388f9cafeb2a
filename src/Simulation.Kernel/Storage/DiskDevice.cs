using Simulation.Kernel.Events;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Storage;

/// <summary>
/// The disk hardware of a node: its processes' syncs wait for each other in turn. Faults make it slow, make it
/// stand still, and let it fail and lie.
/// </summary>
public sealed class DiskDevice
{
    private readonly World _world;
    private readonly RandomStream _random;
    private readonly List<DiskRule> _rules = [];
    private readonly Queue<(SimEvent Event, long Tag)> _stalled = new();
    private SimTime _freeAt;
    private long _slowness = 1;
    private int _stalls;

    internal DiskDevice(World world, string node)
    {
        _world = world;
        _random = world.Random.Split("disk/" + node);
        SyncLatency = Distribution.Constant(1_000_000);
    }

    /// <summary>How long a sync takes on an idle, healthy disk, in nanoseconds.</summary>
    public Distribution SyncLatency { get; set; }

    /// <summary>Puts a rule into force, behind those that are.</summary>
    public void AddRule(DiskRule rule) => _rules.Add(rule);

    /// <summary>Takes a rule out of force.</summary>
    public void RemoveRule(DiskRule rule) => _rules.Remove(rule);

    /// <summary>Makes syncs take longer, on top of what makes them slow already.</summary>
    /// <param name="factor">At least 1.</param>
    public void SlowDown(int factor) => _slowness *= factor;

    /// <summary>Undoes one <see cref="SlowDown"/> by the same factor.</summary>
    public void SpeedUp(int factor) => _slowness /= factor;

    /// <summary>Lets no sync end until <see cref="Unstall"/>; each is undone by one.</summary>
    public void Stall() => _stalls++;

    /// <summary>Undoes one <see cref="Stall"/>; after the last, what waited ends at once, in turn.</summary>
    public void Unstall()
    {
        Invariant.That(_stalls > 0);
        _stalls--;
        while (_stalls == 0 && _stalled.TryDequeue(out (SimEvent Event, long Tag) waiting))
        {
            _world.Loop.After(SimDuration.Zero, waiting.Event, tag: waiting.Tag);
        }
    }

    /// <summary>Takes the disk's next free turn and tells when the sync will be done.</summary>
    internal SimTime ReserveSync()
    {
        SimTime start = _freeAt > _world.Loop.Now ? _freeAt : _world.Loop.Now;
        var length = new SimDuration(SyncLatency.Draw(_random) * _slowness);
        foreach (DiskRule rule in _rules)
        {
            length += rule.Delay();
        }

        _freeAt = start + length;
        return _freeAt;
    }

    /// <summary>How a sync that begins now will end; the first rule that cares decides.</summary>
    internal SyncFate DecideSync()
    {
        foreach (DiskRule rule in _rules)
        {
            SyncFate fate = rule.DecideSync();
            if (fate != SyncFate.Done)
            {
                return fate;
            }
        }

        return SyncFate.Done;
    }

    /// <summary>What becomes of one record that a sync has just written.</summary>
    internal RecordFate DecideRecord()
    {
        foreach (DiskRule rule in _rules)
        {
            RecordFate fate = rule.DecideRecord();
            if (fate != RecordFate.Written)
            {
                return fate;
            }
        }

        return RecordFate.Written;
    }

    /// <summary>Whether records are to be decided on one by one.</summary>
    internal bool HasRules => _rules.Count > 0;

    /// <summary>What tears the writes under way when the power goes; null when nothing does.</summary>
    internal DiskRule? Tearing => _rules.Find(rule => rule.TearsWrites);

    /// <summary>Keeps the end of a sync back while the disk stands still; false when it does not.</summary>
    internal bool Holds(SimEvent end, long tag)
    {
        if (_stalls > 0)
        {
            _stalled.Enqueue((end, tag));
        }

        return _stalls > 0;
    }

    /// <summary>Forgets what was waiting: the node has crashed.</summary>
    internal void Reset()
    {
        _freeAt = _world.Loop.Now;
        _stalled.Clear();
    }
}
