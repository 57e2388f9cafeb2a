using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>Names a cycle by its kinds of edges.</summary>
/// <remarks>Source: Adya, MIT 1999, section 3.2; Kingsbury and Alvaro, "Elle", VLDB 2020, section 4.3.</remarks>
internal static class CycleNames
{
    /// <summary>The name and what it means, as a clause.</summary>
    public static (string Name, string Summary) Of(ReadOnlySpan<EdgeKinds> cycle)
    {
        int misses = cycle.Count(EdgeKinds.ReadWrite);
        bool isAdjacent = false;
        for (int i = 0; i < cycle.Length; i++)
        {
            isAdjacent |=
                cycle[i] == EdgeKinds.ReadWrite && cycle[(i + 1) % cycle.Length] == EdgeKinds.ReadWrite;
        }

        string suffix =
            cycle.Contains(EdgeKinds.Realtime) ? "-realtime"
            : cycle.Contains(EdgeKinds.Session) ? "-process"
            : "";
        (string name, string summary) = misses switch
        {
            0 when cycle.Contains(EdgeKinds.WriteRead) => (
                "G1c",
                "each of them depends on the effects of the others"
            ),
            0 => ("G0", "no order of their writes fits"),
            1 => ("G-single", "a transaction misses an effect of one on which it depends"),
            _ when isAdjacent => ("G2-item", "each misses what another did, as in write skew"),
            _ => ("G-nonadjacent", "they disagree on the order of what they saw"),
        };
        return (name + suffix, summary);
    }
}
