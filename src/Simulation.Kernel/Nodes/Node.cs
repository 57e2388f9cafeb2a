using Simulation.Kernel.Storage;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;
using Simulation.Kernel.Tracing;

namespace Simulation.Kernel.Nodes;

/// <summary>What a node does now.</summary>
public enum NodeState
{
    /// <summary>It runs.</summary>
    Up,

    /// <summary>It has crashed: its processes are gone, and with them all that was not synced.</summary>
    Down,

    /// <summary>It stands still, as in a long garbage collection: messages and timers wait.</summary>
    Paused,
}

/// <summary>
/// A machine of the simulated world: processes live on it and share its clock, disk and fate.
/// </summary>
public sealed class Node
{
    private readonly World _world;
    private readonly List<ProcessRef> _processes = [];
    private Queue<Waiting>? _waiting;
    private DiskDevice? _device;
    private int _downHolds;
    private int _pauseHolds;
    private bool _isAlive = true;
    private SimTime _processorFreeAt;

    internal Node(World world, int index, string name, Place place, int placeIndex)
    {
        _world = world;
        Index = index;
        Name = name;
        Place = place;
        PlaceIndex = placeIndex;
        Clock = new NodeClock(world.Loop);
    }

    /// <summary>The node's number, counted from 0 in the order of the scenario.</summary>
    public int Index { get; }

    /// <summary>The node's name, unique in its world.</summary>
    public string Name { get; }

    /// <summary>Where it stands.</summary>
    public Place Place { get; }

    /// <summary>Whether clients live here rather than parts of the system under test.</summary>
    public bool IsClient { get; init; }

    /// <summary>What it believes the time to be.</summary>
    public NodeClock Clock { get; }

    /// <summary>What it does now.</summary>
    public NodeState State { get; private set; }

    /// <summary>How many times it has been started, counted from 1.</summary>
    public int Incarnation { get; private set; } = 1;

    /// <summary>The processes deployed here, in the order of deployment.</summary>
    public IReadOnlyList<ProcessRef> Processes => _processes;

    /// <summary>The disk that its processes share.</summary>
    public DiskDevice Device => _device ??= new DiskDevice(_world, Name);

    /// <summary>How many times longer its processor takes than a healthy one; work at stations asks for it.</summary>
    public long Slowness { get; private set; } = 1;

    /// <summary>How long its processor works for each message that it takes; nothing when it has no limit.</summary>
    public SimDuration MessageCost { get; private set; }

    internal int PlaceIndex { get; }

    /// <summary>
    /// Gives it a processor that takes one message at a time, in the order of arrival, so that load makes queues.
    /// Timers cost nothing. What <see cref="Slowness"/> adds is up to the fault that makes it slow.
    /// </summary>
    /// <param name="cost">The processor's time for one message; nothing takes the limit away.</param>
    public void LimitProcessor(SimDuration cost) => MessageCost = cost;

    /// <summary>
    /// Stops the node between two messages: its processes end without a word, their unsynced writes are lost.
    /// Each crash is undone by one <see cref="Restart"/>, so that overlapping faults do not undo each other.
    /// </summary>
    /// <param name="losesUnsynced">False when only the processes die and what they wrote still reaches the
    /// disk.</param>
    public void Crash(bool losesUnsynced = true)
    {
        if (_downHolds++ == 0)
        {
            Kill(losesUnsynced);
        }

        Settle("crashed");
    }

    /// <summary>
    /// Undoes one crash; after the last, new incarnations of the processes read their disks.
    /// </summary>
    public void Restart()
    {
        Invariant.That(_downHolds > 0);
        _downHolds--;
        Settle("restarted");
    }

    /// <summary>
    /// Freezes the node: messages and timers wait. Each is undone by one <see cref="Resume"/>.
    /// </summary>
    public void Pause()
    {
        _pauseHolds++;
        Settle("paused");
    }

    /// <summary>
    /// Undoes one pause; after the last, what waited happens, in the order in which it came.
    /// </summary>
    public void Resume()
    {
        Invariant.That(_pauseHolds > 0);
        _pauseHolds--;
        Settle("resumed");
    }

    /// <summary>Makes the processor slower, on top of what makes it slow already.</summary>
    /// <param name="factor">At least 1.</param>
    public void SlowDown(int factor) => Slowness *= factor;

    /// <summary>Undoes one <see cref="SlowDown"/> by the same factor.</summary>
    public void SpeedUp(int factor) => Slowness /= factor;

    /// <summary>Empties the disk of a node that is down: it comes back as a new machine would.</summary>
    public void Wipe()
    {
        Invariant.That(State == NodeState.Down);
        foreach (ProcessRef process in _processes)
        {
            process.WipeDisk();
        }
    }

    /// <summary>Whether a name means this node, or the region, zone or cloud in which it stands.</summary>
    public bool IsIn(string name) =>
        string.Equals(name, Name, StringComparison.Ordinal)
        || string.Equals(name, Place.Region, StringComparison.Ordinal)
        || string.Equals(name, Place.Zone, StringComparison.Ordinal)
        || string.Equals(name, Place.Cloud, StringComparison.Ordinal);

    internal void Add(ProcessRef process) => _processes.Add(process);

    /// <summary>Queues a message at the processor; returns how long until it is handled.</summary>
    internal SimDuration Occupy()
    {
        SimTime now = _world.Loop.Now;
        _processorFreeAt = (_processorFreeAt > now ? _processorFreeAt : now) + MessageCost;
        return _processorFreeAt - now;
    }

    /// <summary>Keeps what reached a paused node until it resumes.</summary>
    internal void Wait(Events.SimEvent happening, object? message, object? sender, long tag) =>
        (_waiting ??= new Queue<Waiting>()).Enqueue(new Waiting(happening, message, sender, tag));

    /// <summary>Goes into the state that the crashes and pauses in force leave it.</summary>
    private void Settle(string verb)
    {
        NodeState state = (_downHolds, _pauseHolds) switch
        {
            (> 0, _) => NodeState.Down,
            (_, > 0) => NodeState.Paused,
            _ => NodeState.Up,
        };
        if (state == State)
        {
            return;
        }

        State = state;
        foreach (ProcessRef process in _processes)
        {
            process.IsListening = state == NodeState.Up;
        }

        _world.RecordChange(TraceKind.NodeChanged, this, null, verb);
        if (state == NodeState.Up)
        {
            GoOn();
        }
    }

    private void Kill(bool losesUnsynced)
    {
        _isAlive = false;
        _processorFreeAt = SimTime.Zero;
        _waiting?.Clear();
        foreach (ProcessRef process in _processes)
        {
            _world.Roles.Take(process, "");
            process.Kill();
            process.CrashDisk(losesUnsynced);
        }

        _device?.Reset();
    }

    private void GoOn()
    {
        if (!_isAlive)
        {
            _isAlive = true;
            Incarnation++;
            foreach (ProcessRef process in _processes)
            {
                process.Boot();
            }
        }

        while (_waiting is not null && _waiting.TryDequeue(out Waiting waiting))
        {
            _world.Loop.After(SimDuration.Zero, waiting.Event, waiting.Message, waiting.Sender, waiting.Tag);
        }
    }

    private readonly record struct Waiting(Events.SimEvent Event, object? Message, object? Sender, long Tag);
}
