using Simulation.Reports.Comparisons;

namespace Simulation.Reports.SpaceTime;

/// <summary>Chooses the diagrams that a page about several runs has room for.</summary>
public static class DiagramChoice
{
    private const int PerPageMax = 3;

    /// <summary>
    /// One for each design, anomalies before faults; designs that differ in the same way differ in their first
    /// diagrams, so further ones of a design come last.
    /// </summary>
    /// <param name="diagrams">Those of each run, in the order of the runs.</param>
    public static IReadOnlyList<SpaceTimeDiagram> Of(IEnumerable<IReadOnlyList<SpaceTimeDiagram>> diagrams) =>
        [
            .. diagrams
                .SelectMany(ofRun => ofRun.Select((diagram, place) => (Diagram: diagram, Place: place)))
                .DistinctBy(one => (Design.Name(one.Diagram.Run), one.Diagram.Scene.Title))
                .OrderBy(one => one.Place)
                .ThenBy(one => one.Diagram.Scene.Operations.Count == 0)
                .Take(PerPageMax)
                .Select(one => one.Diagram),
        ];
}
