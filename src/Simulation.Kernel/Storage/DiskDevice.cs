using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Storage;

/// <summary>The disk hardware of a node: its processes' syncs wait for each other in turn.</summary>
public sealed class DiskDevice
{
    private readonly World _world;
    private readonly RandomStream _random;
    private SimTime _freeAt;

    internal DiskDevice(World world, string node)
    {
        _world = world;
        _random = world.Random.Split("disk/" + node);
        SyncLatency = Distribution.Constant(1_000_000);
    }

    /// <summary>How long a sync takes on an idle disk, in nanoseconds.</summary>
    public Distribution SyncLatency { get; set; }

    /// <summary>Takes the disk's next free turn and tells when the sync will be done.</summary>
    internal SimTime ReserveSync()
    {
        SimTime start = _freeAt > _world.Loop.Now ? _freeAt : _world.Loop.Now;
        _freeAt = start + new SimDuration(SyncLatency.Draw(_random));
        return _freeAt;
    }

    /// <summary>Forgets what was waiting: the node has crashed.</summary>
    internal void Reset() => _freeAt = _world.Loop.Now;
}
