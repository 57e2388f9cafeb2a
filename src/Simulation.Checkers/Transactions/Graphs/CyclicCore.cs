namespace Simulation.Checkers.Transactions.Graphs;

/// <summary>
/// The part of a dependency graph in which all its cycles lie: the nodes that some cycle passes, numbered
/// anew, and the edges inside their strongly connected components.
/// </summary>
internal sealed class CyclicCore
{
    private readonly TransactionLog _log;

    private CyclicCore(TransactionLog log, DependencyGraph graph, int[] transactions)
    {
        _log = log;
        Graph = graph;
        Transactions = transactions;
    }

    /// <summary>The graph of the core; node i is transaction <c>Transactions[i]</c>.</summary>
    public DependencyGraph Graph { get; }

    /// <summary>The transactions, ascending and so in the order of invocation.</summary>
    public IReadOnlyList<int> Transactions { get; }

    /// <summary>Whether there is no cycle at all.</summary>
    public bool IsEmpty => Transactions.Count == 0;

    /// <summary>Finds the core of a graph whose nodes are the transactions of a log. Linear.</summary>
    public static CyclicCore Of(TransactionLog log, DependencyGraph graph)
    {
        StrongComponents components = StrongComponents.Find(graph, (EdgeKinds)byte.MaxValue);
        int[] transactions = components.CyclicNodeCount == 0 ? [] : components.CyclicNodes();
        int[] numbers = transactions.Length == 0 ? [] : new int[graph.NodeCount];
        Array.Fill(numbers, -1);
        for (int i = 0; i < transactions.Length; i++)
        {
            numbers[transactions[i]] = i;
        }

        GraphBuilder builder = new(transactions.Length);
        foreach (int transaction in transactions)
        {
            for (int edge = graph.StartOf(transaction); edge < graph.EndOf(transaction); edge++)
            {
                int target = graph.Targets[edge];
                if (components.Of[target] == components.Of[transaction])
                {
                    builder.Add(numbers[transaction], numbers[target], graph.Kinds[edge]);
                }
            }
        }

        return new CyclicCore(log, builder.Build(), transactions);
    }

    /// <summary>The node of a transaction, or -1 when no cycle passes it.</summary>
    public int NodeOf(int transaction)
    {
        int node = Array.BinarySearch((int[])Transactions, transaction);
        return node < 0 ? -1 : node;
    }

    /// <summary>The same core with more edges between its nodes.</summary>
    public CyclicCore With(IReadOnlyList<DependencyEdge> more) =>
        new(_log, Graph.With(more), (int[])Transactions);

    /// <summary>When a node's transaction was invoked.</summary>
    public int InvokedOf(int node) => _log.InvokedOf(Transactions[node]);

    /// <summary>When a node's transaction returned; <see cref="int.MaxValue"/> for never.</summary>
    public int CompletedOf(int node) => _log.CompletedOf(Transactions[node]);

    /// <summary>The session of a node's transaction.</summary>
    public int SessionOf(int node) => _log.SessionOf(Transactions[node]);
}
