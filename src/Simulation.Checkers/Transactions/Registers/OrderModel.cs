using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>
/// What a model makes of an anti-dependency: that a read's version was followed by another's.
/// </summary>
internal enum AntiDependency
{
    /// <summary>The reader comes before the writer in the order.</summary>
    Ordered,

    /// <summary>No path of the order may lead from the writer back to the reader.</summary>
    NoWayBack,

    /// <summary>
    /// No path of the order may lead from the writer back to a step of the reader before the read.
    /// </summary>
    NoEarlierWayBack,

    /// <summary>No single edge of the order may lead from the writer back to the reader.</summary>
    NoStepBack,

    /// <summary>If the reader writes the same key, it comes before the writer; else nothing.</summary>
    OrdersUpdates,
}

/// <summary>
/// A model that holds if the writers of each key can be put in an order so that no cycle arises.
/// </summary>
/// <param name="Model">Its name in <see cref="ConsistencyModels"/>.</param>
/// <param name="HasSnapshots">
/// Whether a transaction reads at one instant and commits at a later one; else it does both at once.
/// </param>
/// <param name="ExcludesWriters">
/// Whether a writer of a key begins only after the writer before it has committed; else it only commits
/// later.
/// </param>
/// <param name="Anti">What anti-dependencies mean.</param>
/// <param name="Order">The order between transactions that it keeps: sessions, real time or none.</param>
/// <remarks>
/// Sources: Papadimitriou 1979 for the polygraph of serializability; Biswas and Enea, OOPSLA 2019, section 4,
/// for the split of a transaction into its reads and its writes, which turns prefix consistency and snapshot
/// isolation into the acyclicity of one graph: a read follows the commit it saw and precedes the commit it
/// did
/// not see; Cerone and Gotsman, PODC 2016, theorem 9 and its kin, for parallel snapshot isolation: every
/// cycle
/// has at least two anti-dependencies; Adya 1999 for the levels on items.
/// </remarks>
internal sealed record OrderModel(
    string Model,
    bool HasSnapshots,
    bool ExcludesWriters,
    AntiDependency Anti,
    EdgeKinds Order
)
{
    /// <summary>All of them, weakest first.</summary>
    public static IReadOnlyList<OrderModel> All { get; } =
    [
        new("cursor-stability", false, false, AntiDependency.OrdersUpdates, EdgeKinds.None),
        new("update-atomic", false, false, AntiDependency.NoStepBack, EdgeKinds.None),
        new("monotonic-view", false, false, AntiDependency.NoEarlierWayBack, EdgeKinds.None),
        new("consistent-view", false, false, AntiDependency.NoWayBack, EdgeKinds.None),
        new("parallel-snapshot-isolation", false, false, AntiDependency.NoWayBack, EdgeKinds.None),
        new("prefix", true, false, AntiDependency.Ordered, EdgeKinds.None),
        new("snapshot-isolation", true, true, AntiDependency.Ordered, EdgeKinds.None),
        new("strong-session-snapshot-isolation", true, true, AntiDependency.Ordered, EdgeKinds.Session),
        new("strong-snapshot-isolation", true, true, AntiDependency.Ordered, EdgeKinds.Realtime),
        new("repeatable-read", false, false, AntiDependency.Ordered, EdgeKinds.None),
        new("serializable", false, false, AntiDependency.Ordered, EdgeKinds.None),
        new("strong-session-serializable", false, false, AntiDependency.Ordered, EdgeKinds.Session),
        new("strict-serializable", false, false, AntiDependency.Ordered, EdgeKinds.Realtime),
    ];

    /// <summary>Whether anti-dependencies are edges of the graph, and not asked about afterwards.</summary>
    public bool HasAntiEdges => Anti is AntiDependency.Ordered or AntiDependency.OrdersUpdates;

    /// <summary>The node at which a transaction reads.</summary>
    public int BeginOf(int place) => HasSnapshots ? 2 * place : place;

    /// <summary>The node at which its writes take effect.</summary>
    public int CommitOf(int place) => HasSnapshots ? (2 * place) + 1 : place;

    /// <summary>The transaction, by its place, that a node belongs to.</summary>
    public int PlaceOf(int node) => HasSnapshots ? node >> 1 : node;

    /// <summary>The node that follows the commit of a key's writer when another writer comes next.</summary>
    public int NextWriterOf(int place) => ExcludesWriters ? BeginOf(place) : CommitOf(place);
}
