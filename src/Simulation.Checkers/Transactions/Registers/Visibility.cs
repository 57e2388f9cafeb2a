namespace Simulation.Checkers.Transactions.Registers;

/// <summary>
/// Which transactions a read must take into account, besides the one whose write it returned.
/// </summary>
internal enum Visibility
{
    /// <summary>No others.</summary>
    None,

    /// <summary>Those that earlier reads of its transaction returned writes of.</summary>
    EarlierReads,

    /// <summary>
    /// Those that any read of its transaction returned writes of, and its session's earlier ones.
    /// </summary>
    Direct,

    /// <summary>All from which a path of reads and session orders leads to it.</summary>
    Causal,
}

/// <summary>A model that holds if the orders it forces have no cycle.</summary>
/// <param name="Model">Its name in <see cref="ConsistencyModels"/>.</param>
/// <param name="Visibility">What a read must take into account.</param>
/// <param name="Order">
/// The order between transactions that it keeps: <see cref="Graphs.EdgeKinds.Session"/>,
/// <see cref="Graphs.EdgeKinds.Realtime"/> or none.
/// </param>
/// <remarks>
/// Source: Biswas and Enea, "On the Complexity of Checking Transactional Consistency", OOPSLA 2019, section
/// 2:
/// if t3 reads x from t1, and t2 writes x and is visible to that read, then t2 comes before t1. Read
/// committed
/// in Adya's sense needs no such rule, because where nobody is seen twice the writes of a key may stand in
/// any
/// order; without the session order, direct visibility is read atomic and causal visibility is causal
/// consistency of Cerone, Bernardi and Gotsman, CONCUR 2015, section 3.
/// </remarks>
internal sealed record VisibilityModel(string Model, Visibility Visibility, Graphs.EdgeKinds Order)
{
    /// <summary>All of them, weakest first.</summary>
    public static IReadOnlyList<VisibilityModel> All { get; } =
    [
        new("read-committed", Visibility.None, Graphs.EdgeKinds.None),
        new("strong-session-read-committed", Visibility.None, Graphs.EdgeKinds.Session),
        new("strong-read-committed", Visibility.None, Graphs.EdgeKinds.Realtime),
        new("monotonic-atomic-view", Visibility.EarlierReads, Graphs.EdgeKinds.None),
        new("read-committed-BE", Visibility.EarlierReads, Graphs.EdgeKinds.Session),
        new("read-atomic", Visibility.Direct, Graphs.EdgeKinds.None),
        new("read-atomic-BE", Visibility.Direct, Graphs.EdgeKinds.Session),
        new("causal-cerone", Visibility.Causal, Graphs.EdgeKinds.None),
        new("transactional-causal", Visibility.Causal, Graphs.EdgeKinds.Session),
    ];
}
