using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Anomalies;

/// <summary>Something that a consistency model may forbid, found in a history.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Suffix">
/// The order besides the dependencies that it needs: <c>-process</c>, <c>-realtime</c>, or nothing.
/// </param>
/// <param name="Because">What happened, in English; empty when the edges say it all.</param>
/// <param name="Transactions">Those that show it, ascending.</param>
/// <param name="Edges">The cycle, each edge ending where the next begins; empty where none shows it.</param>
internal sealed record Anomaly(
    AnomalyKind Kind,
    string Suffix,
    string Because,
    IReadOnlyList<int> Transactions,
    IReadOnlyList<DependencyEdge> Edges
)
{
    /// <summary>The name as reports say it.</summary>
    public string Name => Kind.Name + Suffix;

    /// <summary>An anomaly that a few transactions show without a cycle.</summary>
    public static Anomaly Of(AnomalyKind kind, string because, params int[] transactions) =>
        new(kind, "", because, [.. transactions.Distinct().Order()], []);

    /// <summary>An anomaly that a cycle shows, told by its edges.</summary>
    public static Anomaly Of(AnomalyKind kind, IReadOnlyList<DependencyEdge> cycle)
    {
        EdgeKinds kinds = EdgeKinds.None;
        foreach (DependencyEdge edge in cycle)
        {
            kinds |= edge.Kind;
        }

        string suffix =
            (kinds & EdgeKinds.Realtime) != 0 ? "-realtime"
            : (kinds & EdgeKinds.Session) != 0 ? "-process"
            : "";
        return new Anomaly(
            kind,
            suffix,
            "",
            [.. cycle.Select(edge => edge.Source).Distinct().Order()],
            cycle
        );
    }

    /// <summary>The anomaly that a cycle is by its anti-dependencies.</summary>
    /// <remarks>Source: Adya, MIT 1999, section 3.2; Elle, VLDB 2020, section 4.3.</remarks>
    public static Anomaly OfCycle(IReadOnlyList<DependencyEdge> cycle)
    {
        int misses = cycle.Count(edge => edge.Kind == EdgeKinds.ReadWrite);
        bool isAdjacent = false;
        bool isAlternating = cycle.Count == 4 && misses == 2;
        for (int i = 0; i < cycle.Count; i++)
        {
            EdgeKinds next = cycle[(i + 1) % cycle.Count].Kind;
            isAdjacent |= cycle[i].Kind == EdgeKinds.ReadWrite && next == EdgeKinds.ReadWrite;
            isAlternating &= cycle[i].Kind is EdgeKinds.ReadWrite or EdgeKinds.WriteRead;
        }

        bool isRead = cycle.Any(edge => edge.Kind == EdgeKinds.WriteRead);
        AnomalyKind kind = misses switch
        {
            0 when !isRead => AnomalyKind.DirtyWrite,
            0 => AnomalyKind.CircularInformationFlow,
            1 => AnomalyKind.SingleAntiDependency,
            _ when isAdjacent => AnomalyKind.AntiDependency,
            _ when isAlternating => AnomalyKind.LongFork,
            _ => AnomalyKind.NonAdjacentAntiDependency,
        };
        return Of(kind, cycle);
    }
}
