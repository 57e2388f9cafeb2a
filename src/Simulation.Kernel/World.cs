using System.Runtime.CompilerServices;
using Akka.Actor;
using Simulation.Kernel.Events;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;
using Simulation.Kernel.Tracing;

namespace Simulation.Kernel;

/// <summary>
/// One run: its time, chance, places, network, processes and record. Made by a <see cref="Simulator"/>; the
/// same seed and the same deployment give the same fingerprint in every process.
/// </summary>
public sealed class World : IDisposable
{
    private readonly Simulator _simulator;
    private readonly List<ProcessRef> _processes = [];
    private readonly Dictionary<string, object> _installed = new(StringComparer.Ordinal);
    private Type? _lastMessageType;
    private ulong _lastMessageCode;
    private bool _isBooted;

    internal World(Simulator simulator, ulong seed)
    {
        _simulator = simulator;
        Seed = seed;
        Random = new RandomStream(seed);
        Metrics = new MetricRegistry(Loop);
        Topology = new Topology(this);
        Network = new Network(this);
        Happenings = new Happenings(this);
        Nursery = new Nursery(simulator.Actors);
    }

    /// <summary>What every stream of chance is split from.</summary>
    public ulong Seed { get; }

    /// <summary>The root of all streams of chance: split it by purpose, never draw from it.</summary>
    public RandomStream Random { get; }

    /// <summary>The event loop, which keeps the real time of the world.</summary>
    public EventLoop Loop => _simulator.Loop;

    /// <summary>The actor system that the processes live in; other actors may live there too.</summary>
    public ExtendedActorSystem Actors => _simulator.Actors;

    /// <summary>.NET's time on the world's clock, for Polly and awaits inside actors.</summary>
    public TimeProvider TimeProvider => _simulator.TimeProvider;

    /// <summary>The nodes and links.</summary>
    public Topology Topology { get; }

    /// <summary>The network between the nodes.</summary>
    public Network Network { get; }

    /// <summary>What is measured.</summary>
    public MetricRegistry Metrics { get; }

    /// <summary>What components told of.</summary>
    public Happenings Happenings { get; }

    /// <summary>What starts nodes again and moves traffic.</summary>
    public ControlPlane ControlPlane { get; } = new();

    /// <summary>Who plays which role.</summary>
    public Roles Roles { get; } = new();

    /// <summary>The record of all that could be observed, and its fingerprint.</summary>
    public Trace Trace { get; } = new();

    /// <summary>All processes, in the order of deployment.</summary>
    public IReadOnlyList<ProcessRef> Processes => _processes;

    /// <summary>Where the processes' actors are born.</summary>
    internal Nursery Nursery { get; }

    /// <summary>The process whose code runs at this moment; null between messages.</summary>
    internal ProcessRef? Running { get; set; }

    /// <summary>
    /// Puts a process on a node; it starts with the world, and again after each crash of the node.
    /// </summary>
    /// <param name="node">Where it lives.</param>
    /// <param name="name">Unique in the world, such as <c>store@n1</c>.</param>
    /// <param name="create">Makes an incarnation; called at each start.</param>
    public ProcessRef Deploy(Node node, string name, Func<Process> create)
    {
        var process = new ProcessRef(this, _processes.Count, name, node, create);
        _processes.Add(process);
        node.Add(process);
        if (_isBooted)
        {
            process.Boot();
        }

        return process;
    }

    /// <summary>Puts something under a name where faults that are aimed at it will look for it.</summary>
    /// <param name="name">The name of a component, taken once.</param>
    /// <param name="part">What the faults call.</param>
    public void Install(string name, object part) => _installed.Add(name, part);

    /// <summary>What was installed under a name; null when nothing was, or something else.</summary>
    public T? Installed<T>(string name)
        where T : class => _installed.GetValueOrDefault(name) as T;

    /// <summary>
    /// Starts all processes and runs the world up to an instant; may be called again for later ones.
    /// </summary>
    public void RunUntil(SimTime limit)
    {
        Boot();
        Loop.RunUntil(limit);
    }

    /// <summary>Starts all processes; they act once the loop runs.</summary>
    public void Boot()
    {
        if (_isBooted)
        {
            return;
        }

        _isBooted = true;
        foreach (ProcessRef process in _processes)
        {
            process.Boot();
        }
    }

    /// <summary>
    /// Ends the run: stops all processes and looks for what escaped; the tripwires then tell.
    /// </summary>
    public void Dispose() => _simulator.End(this);

    /// <summary>Stops a node whose disk has failed, once the message is handled, and starts it again later.</summary>
    internal void FailStop(Node node)
    {
        Loop.After(SimDuration.Zero, new Turn(() => node.Crash()));
        Loop.After(1.Seconds, new Turn(() => ControlPlane.Do(node.Restart)));
    }

    /// <summary>Adds a message's record to the trace.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void RecordPacket(
        TraceKind kind,
        ProcessRef source,
        ProcessRef target,
        object message,
        string? reason = null
    )
    {
        Type type = message.GetType();
        if (type != _lastMessageType)
        {
            _lastMessageType = type;
            _lastMessageCode = _simulator.MessageCode(type);
        }

        Trace.Record(Loop.Now, kind, source.Index, target.Index, _lastMessageCode);
        Trace.Sink?.Write(Loop.Now, kind, source.Name, target.Name, Detail(message, reason));
    }

    /// <summary>Adds the record of a process's own doing to the trace.</summary>
    internal void RecordDoing(TraceKind kind, ProcessRef source, string detail) =>
        RecordDoing(kind, source, detail, Trace.Hash(detail));

    /// <summary>The same, where the detail is known as a number already.</summary>
    internal void RecordDoing(TraceKind kind, ProcessRef source, string detail, ulong code)
    {
        Trace.Record(Loop.Now, kind, source.Index, -1, code);
        Trace.Sink?.Write(Loop.Now, kind, source.Name, null, detail);
    }

    /// <summary>Adds the record of a node's or a fault's change to the trace.</summary>
    internal void RecordChange(TraceKind kind, Node? node, string? subject, string detail)
    {
        Trace.Record(Loop.Now, kind, node?.Index ?? -1, -1, Trace.Hash(subject + detail));
        Trace.Sink?.Write(Loop.Now, kind, node?.Name ?? subject, null, detail);
    }

    private sealed class Turn(Action action) : SimEvent
    {
        public override void Fire(object? message, object? sender, long tag) => action();
    }

    private static string Detail(object message, string? reason) =>
        reason is null ? MessageText.Of(message) : $"{MessageText.Of(message)} ({reason})";
}
