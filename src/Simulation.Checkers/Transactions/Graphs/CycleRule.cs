namespace Simulation.Checkers.Transactions.Graphs;

/// <summary>Which cycles a consistency model forbids.</summary>
/// <param name="Plain">Kinds of edges that may always be taken.</param>
/// <param name="Carriers">Kinds that may always be taken, and behind which a guarded edge may follow.</param>
/// <param name="Guarded">Kinds that may be taken only right behind a carrier.</param>
/// <remarks>
/// Source: the characterisations of models by dependency graphs; Adya 1999, section 3.2 (all plain); Cerone
/// and Gotsman, "Analysing Snapshot Isolation", PODC 2016, theorem 9 (anti-dependencies guarded by all
/// others).
/// </remarks>
internal readonly record struct CycleRule(
    EdgeKinds Plain,
    EdgeKinds Carriers = EdgeKinds.None,
    EdgeKinds Guarded = EdgeKinds.None
)
{
    /// <summary>Every kind that may appear in a forbidden cycle.</summary>
    public EdgeKinds All => Plain | Carriers | Guarded;

    /// <summary>Whether the way into a node decides the ways out of it.</summary>
    public bool IsGuarded => Guarded != EdgeKinds.None;

    /// <summary>The same rule with another kind of order, which a guarded edge may follow.</summary>
    public CycleRule With(EdgeKinds order) =>
        IsGuarded ? this with { Carriers = Carriers | order } : this with { Plain = Plain | order };

    /// <summary>The same rule without some kinds of order.</summary>
    public CycleRule Without(EdgeKinds orders) =>
        this with
        {
            Plain = Plain & ~orders,
            Carriers = Carriers & ~orders,
        };

    /// <summary>Whether no cycle of a graph is forbidden. Linear.</summary>
    public bool IsSatisfiedBy(DependencyGraph graph) =>
        StrongComponents.Find(IsGuarded ? Unfold(graph) : graph, All).IsAcyclic;

    /// <summary>
    /// The nodes from which a forbidden cycle leaves by an edge that is not guarded, ascending; every
    /// forbidden cycle has one.
    /// </summary>
    public int[] CyclicNodes(DependencyGraph graph)
    {
        if (!IsGuarded)
        {
            return StrongComponents.Find(graph, All).CyclicNodes();
        }

        SortedSet<int> nodes = [];
        foreach (int state in StrongComponents.Find(Unfold(graph), All).CyclicNodes())
        {
            nodes.Add(state >> 1);
        }

        return [.. nodes];
    }

    /// <summary>
    /// The graph of states: node v is 2v where the last edge was no carrier and 2v + 1 where it was, so that
    /// the cycles of the result are the forbidden ones.
    /// </summary>
    private DependencyGraph Unfold(DependencyGraph graph)
    {
        GraphBuilder builder = new(graph.NodeCount * 2, graph.EdgeCount * 2);
        for (int node = 0; node < graph.NodeCount; node++)
        {
            for (int edge = graph.StartOf(node); edge < graph.EndOf(node); edge++)
            {
                EdgeKinds kind = graph.Kinds[edge];
                int target = (2 * graph.Targets[edge]) + ((kind & Carriers) != 0 ? 1 : 0);
                if ((kind & (Plain | Carriers)) != 0)
                {
                    builder.Add(2 * node, target, kind);
                }

                if ((kind & All) != 0)
                {
                    builder.Add((2 * node) + 1, target, kind);
                }
            }
        }

        return builder.Build();
    }
}
