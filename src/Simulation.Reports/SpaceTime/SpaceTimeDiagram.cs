using Simulation.Kernel.Time;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.SpaceTime;

/// <summary>What is drawn of a scene: nodes as columns, messages between them, time running down.</summary>
/// <param name="Run">The run it is of.</param>
/// <param name="Scene">The scene.</param>
/// <param name="Columns">The nodes, those of a region side by side.</param>
/// <param name="Marks">What is drawn, in the order of its beginning.</param>
/// <param name="Start">The upper edge.</param>
/// <param name="End">The lower edge.</param>
/// <param name="MessagesLeftOut">Messages sent between the edges that are not drawn.</param>
/// <param name="ProcessesLeftOut">Processes that took part and have no column.</param>
public sealed record SpaceTimeDiagram(
    RunResult Run,
    Scene Scene,
    IReadOnlyList<Column> Columns,
    IReadOnlyList<Mark> Marks,
    SimTime Start,
    SimTime End,
    int MessagesLeftOut,
    int ProcessesLeftOut
)
{
    /// <summary>The messages that are drawn.</summary>
    public IEnumerable<Arrow> Arrows => Marks.OfType<Arrow>();

    /// <summary>The operations that the scene is about, by their numbers.</summary>
    public IEnumerable<Bar> Numbered =>
        Marks.OfType<Bar>().Where(bar => bar.Number > 0).OrderBy(bar => bar.Number);
}
