using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Testing;

/// <summary>
/// A small world with the clutter taken out: one region, 1 ms links, processes made of delegates.
/// </summary>
public sealed class TestWorld : IDisposable
{
    private static readonly Place Lab = new("", "lab", "");

    /// <summary>Makes it on this thread, where no other world may be alive.</summary>
    public TestWorld(ulong seed = 1, LinkProfile? link = null)
    {
        World = Simulator.Current.CreateWorld(seed);
        World.Topology.SetLinks(
            (_, _) => true,
            link ?? new LinkProfile { Latency = Distribution.Constant(1_000_000) }
        );
    }

    /// <summary>The world itself.</summary>
    public World World { get; }

    /// <summary>What the processes wrote down with <see cref="ScriptedProcess.Log"/>, in order.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>Adds a node with one scripted process on it.</summary>
    public ProcessRef Add(
        string name,
        Action<ScriptedProcess>? start = null,
        Action<ScriptedProcess, ProcessRef, object>? message = null,
        Place? place = null
    )
    {
        Node node = World.Topology.AddNode(name, place ?? Lab);
        return World.Deploy(node, "p@" + name, () => new ScriptedProcess(this, start, message));
    }

    /// <summary>Runs up to a time since the beginning.</summary>
    public void RunTo(SimDuration time) => World.RunUntil(SimTime.Zero + time);

    /// <inheritdoc/>
    public void Dispose() => World.Dispose();
}

/// <summary>A process whose behaviour a test gives as delegates.</summary>
public sealed class ScriptedProcess(
    TestWorld test,
    Action<ScriptedProcess>? start,
    Action<ScriptedProcess, ProcessRef, object>? heard
) : Process
{
    private readonly List<(ProcessTimer Timer, Action Action)> _timers = [];

    /// <summary>What is called when a sync is done.</summary>
    public Action<long>? Synced { get; set; }

    /// <summary>The node it lives on.</summary>
    public string NodeName => Address.Node.Name;

    /// <summary>The process's disk.</summary>
    public new Simulation.Kernel.Storage.Disk Disk => base.Disk;

    /// <summary>The process's time.</summary>
    public new SimTime Now => base.Now;

    /// <summary>Writes a line down with the real time.</summary>
    public void Log(string line) => test.Lines.Add($"{World.Loop.Now} {Address.Node.Name} {line}");

    /// <summary>Takes on a role.</summary>
    public void Play(string role) => TakeRole(role);

    /// <summary>Sends a message.</summary>
    public void Say(ProcessRef target, object said, int sizeBytes = 0) => Send(target, said, sizeBytes);

    /// <summary>Does something later, by the node's clock.</summary>
    public ProcessTimer In(SimDuration after, Action action)
    {
        ProcessTimer timer = CreateTimer("t" + _timers.Count);
        _timers.Add((timer, action));
        timer.Set(after);
        return timer;
    }

    /// <inheritdoc/>
    protected override void OnStart() => start?.Invoke(this);

    /// <inheritdoc/>
    protected override void OnMessage(ProcessRef source, object message) =>
        heard?.Invoke(this, source, message);

    /// <inheritdoc/>
    protected override void OnTimer(ProcessTimer timer) =>
        _timers.Find(entry => ReferenceEquals(entry.Timer, timer)).Action();

    /// <inheritdoc/>
    protected override void OnSynced(long ticket) => Synced?.Invoke(ticket);
}
