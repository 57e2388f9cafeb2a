using Simulation.Kernel.Time;
using Simulation.Kernel.Tracing;

namespace Simulation.Kernel.Nodes;

/// <summary>
/// What components found worth telling: elections, failovers, repairs. Scenarios ask whether they happened.
/// </summary>
public sealed class Happenings
{
    private readonly World _world;
    private readonly List<Happening> _all = [];

    internal Happenings(World world) => _world = world;

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<Happening> All => _all;

    /// <summary>Tells of one.</summary>
    public void Report(string name, ProcessRef process, string detail)
    {
        _all.Add(new Happening(_world.Loop.Now, name, process.Node.Name, detail));
        _world.RecordDoing(TraceKind.Happened, process, detail.Length == 0 ? name : name + ": " + detail);
    }
}

/// <summary>Something worth telling that happened on a node.</summary>
/// <param name="Time">Real time.</param>
/// <param name="Name">Its kebab-case name, such as <c>leader-elected</c>.</param>
/// <param name="Node">Where.</param>
/// <param name="Detail">A few words more, or empty.</param>
public readonly record struct Happening(SimTime Time, string Name, string Node, string Detail);
