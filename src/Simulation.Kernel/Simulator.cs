using Akka.Actor;
using Simulation.Kernel.Actors;
using Simulation.Kernel.Determinism;
using Simulation.Kernel.Events;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Tracing;

namespace Simulation.Kernel;

/// <summary>
/// A thread that runs worlds, one after the other, on one event loop and one actor system. Making the system
/// is what costs, so it is kept for all runs.
/// </summary>
public sealed class Simulator : IDisposable
{
    private const int AkkaSeed = 20_300_101;

    [ThreadStatic]
    private static Simulator? _ofThread;

    private readonly Dictionary<Type, ulong> _messageCodes = [];
    private World? _current;

    private Simulator()
    {
        Loop = new EventLoop { Pump = DeterminismLayer.Pump };
        if (Loop.Pump is { } pump)
        {
            pump.RealTimerFired = Loop.Tripwires.ReportRealTimer;
        }

        Actors = (ExtendedActorSystem)SimActorSystem.Create(Loop, "simlab");
        TimeProvider = new SimTimeProvider(Loop);
    }

    /// <summary>The simulator of the calling thread, made when first asked for.</summary>
    public static Simulator Current => _ofThread ??= new Simulator();

    /// <summary>The event loop of this thread.</summary>
    public EventLoop Loop { get; }

    /// <summary>What escaped the loop in the run that goes on or has ended last.</summary>
    public IReadOnlyList<string> Offences => Loop.Tripwires.Offences;

    internal ExtendedActorSystem Actors { get; }

    internal TimeProvider TimeProvider { get; }

    /// <summary>Makes the world of a run; the one before must have been disposed of.</summary>
    public World CreateWorld(ulong seed)
    {
        Invariant.That(_current is null);
        Loop.Reset();
        Loop.Tripwires.Arm();
        AkkaRandom.TrySeed(AkkaSeed);
        _current = new World(this, seed);
        return _current;
    }

    /// <summary>Stops a world's processes, lets the actors end, and reports what is left over.</summary>
    internal void End(World world)
    {
        if (!ReferenceEquals(_current, world))
        {
            return;
        }

        _current = null;
        foreach (ProcessRef process in world.Processes)
        {
            process.Kill();
        }

        world.Nursery.Close();
        Loop.Drain();
        Loop.ReportStrays();
        Loop.Tripwires.Inspect();
        Loop.Reset();
    }

    /// <summary>Ends the thread's simulator, and with it the world that is still running.</summary>
    public void Dispose()
    {
        _current?.Dispose();
        if (ReferenceEquals(_ofThread, this))
        {
            _ofThread = null;
        }
    }

    /// <summary>A message type as a number, equal in every process.</summary>
    internal ulong MessageCode(Type type)
    {
        if (!_messageCodes.TryGetValue(type, out ulong code))
        {
            code = Trace.Hash(type.FullName!);
            _messageCodes.Add(type, code);
        }

        return code;
    }
}
