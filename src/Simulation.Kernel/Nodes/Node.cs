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

/// <summary>A machine of the simulated world: processes live on it and share its clock, disk and fate.</summary>
public sealed class Node
{
    private readonly World _world;
    private readonly List<ProcessRef> _processes = [];
    private readonly Queue<Waiting> _waiting = new();

    internal Node(World world, int index, string name, Place place, int placeIndex)
    {
        _world = world;
        Index = index;
        Name = name;
        Place = place;
        PlaceIndex = placeIndex;
        Clock = new NodeClock(world.Loop);
        Device = new DiskDevice(world, name);
    }

    /// <summary>The node's number, counted from 0 in the order of the scenario.</summary>
    public int Index { get; }

    /// <summary>The node's name, unique in its world.</summary>
    public string Name { get; }

    /// <summary>Where it stands.</summary>
    public Place Place { get; }

    /// <summary>What it believes the time to be.</summary>
    public NodeClock Clock { get; }

    /// <summary>What it does now.</summary>
    public NodeState State { get; private set; }

    /// <summary>How many times it has been started, counted from 1.</summary>
    public int Incarnation { get; private set; } = 1;

    /// <summary>The processes deployed here, in the order of deployment.</summary>
    public IReadOnlyList<ProcessRef> Processes => _processes;

    /// <summary>The disk that its processes share.</summary>
    public DiskDevice Device { get; }

    internal int PlaceIndex { get; }

    /// <summary>
    /// Stops the node between two messages: its processes end without a word, their unsynced writes are lost.
    /// Nothing happens to a node that is down already.
    /// </summary>
    public void Crash()
    {
        if (State == NodeState.Down)
        {
            return;
        }

        ChangeState(NodeState.Down, "crashed");
        _waiting.Clear();
        foreach (ProcessRef process in _processes)
        {
            process.Kill();
            process.Disk.Crash();
        }

        Device.Reset();
    }

    /// <summary>Starts a crashed node: new incarnations of its processes read their disks. Else nothing.</summary>
    public void Restart()
    {
        if (State != NodeState.Down)
        {
            return;
        }

        Incarnation++;
        ChangeState(NodeState.Up, "restarted");
        foreach (ProcessRef process in _processes)
        {
            process.Boot();
        }
    }

    /// <summary>Freezes a running node; messages and timers wait. Nothing happens to one that is not up.</summary>
    public void Pause()
    {
        if (State == NodeState.Up)
        {
            ChangeState(NodeState.Paused, "paused");
        }
    }

    /// <summary>Lets a paused node go on; what waited happens now, in the order in which it came.</summary>
    public void Resume()
    {
        if (State != NodeState.Paused)
        {
            return;
        }

        ChangeState(NodeState.Up, "resumed");
        while (_waiting.TryDequeue(out Waiting waiting))
        {
            _world.Loop.After(SimDuration.Zero, waiting.Event, waiting.Message, waiting.Sender, waiting.Tag);
        }
    }

    internal void Add(ProcessRef process) => _processes.Add(process);

    /// <summary>Keeps what reached a paused node until it resumes.</summary>
    internal void Wait(Events.SimEvent happening, object? message, object? sender, long tag) =>
        _waiting.Enqueue(new Waiting(happening, message, sender, tag));

    private void ChangeState(NodeState state, string verb)
    {
        State = state;
        _world.RecordChange(TraceKind.NodeChanged, this, null, verb);
    }

    private readonly record struct Waiting(Events.SimEvent Event, object? Message, object? Sender, long Tag);
}
