using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Anomalies;

/// <summary>Which orders of unread versions a model imposes by pairs alone.</summary>
internal enum Forced
{
    /// <summary>None.</summary>
    Nothing,

    /// <summary>Who misses the other's write of the common key precedes it.</summary>
    ByKey,

    /// <summary>Who misses any write of the other precedes it.</summary>
    ByAny,
}

/// <summary>
/// The versions that nobody read, whose order is free: one that a model is satisfied with must be found, or
/// none be possible. Only pairs inside one strongly connected component matter, for any order of the others
/// that follows the dependencies closes no cycle.
/// </summary>
internal sealed class UnreadWrites
{
    private readonly AccessTable _accesses;
    private readonly List<(int First, int Second)> _pairs = [];
    private readonly Dictionary<Forced, CyclicCore> _cores = [];
    private readonly Dictionary<Forced, HashSet<(int Source, int Target)>> _orders = [];
    private readonly List<(int First, int Second)> _free = [];

    /// <summary>Finds the pairs of nodes with unread versions of a common key.</summary>
    public UnreadWrites(AccessTable accesses)
    {
        _accesses = accesses;
        FindPairs();
        List<DependencyEdge> byKey = [];
        List<DependencyEdge> byAny = [];
        foreach ((int first, int second) in _pairs)
        {
            Force(first, second, byKey, byAny);
        }

        _orders[Forced.Nothing] = [];
        _orders[Forced.ByKey] =
        [
            .. byKey.Select(edge => (Transaction(edge.Source), Transaction(edge.Target))),
        ];
        _orders[Forced.ByAny] =
        [
            .. byAny.Select(edge => (Transaction(edge.Source), Transaction(edge.Target))),
        ];
        _cores[Forced.Nothing] = accesses.Core;
        _cores[Forced.ByKey] = byKey.Count == 0 ? accesses.Core : accesses.Core.With(byKey);
        _cores[Forced.ByAny] = byAny.Count == 0 ? accesses.Core : accesses.Core.With(byAny);
    }

    /// <summary>
    /// Two writers of a key of which each misses a write of the other, whatever their order.
    /// </summary>
    public Anomaly? Contradiction { get; private set; }

    /// <summary>The core with the orders that a model forces.</summary>
    public CyclicCore CoreWith(Forced forced) => _cores[forced];

    /// <summary>
    /// The anomaly of a cycle: where an edge is there only because a model forces it, the miss that forces it
    /// stands in its place.
    /// </summary>
    public Anomaly Explain(IReadOnlyList<DependencyEdge> cycle, Forced forced)
    {
        DependencyEdge[] told =
        [
            .. cycle.Select(edge =>
                edge.Kind == EdgeKinds.WriteWrite && _orders[forced].Contains((edge.Source, edge.Target))
                    ? edge with
                    {
                        Kind = EdgeKinds.ReadWrite,
                    }
                    : edge
            ),
        ];
        return forced == Forced.ByKey && !told.SequenceEqual(cycle)
            ? Anomaly.Of(AnomalyKind.LostUpdate, told)
            : Anomaly.OfCycle(told);
    }

    /// <summary>Whether orders remain to be chosen.</summary>
    public bool HasChoices(Forced forced) => Free(forced).Count > 0;

    /// <summary>
    /// Tries orders of the unread versions until one shows no violation. First those that follow the other
    /// dependencies or the invocations, then all, each pair as late as possible.
    /// </summary>
    /// <param name="forced">The orders that the model forces; the others are tried.</param>
    /// <param name="violation">What is wrong with a complete or partial order; null for nothing.</param>
    /// <param name="steps">The budget, which the callback draws upon.</param>
    /// <param name="isDecided">Whether the answer is certain.</param>
    /// <returns>Null when some order satisfies; else what is wrong with the last one.</returns>
    public Anomaly? Choose(
        Forced forced,
        Func<CyclicCore, Anomaly?> violation,
        ref long steps,
        out bool isDecided
    )
    {
        isDecided = true;
        foreach (int[] rank in Candidates(forced))
        {
            DependencyEdge[] edges =
            [
                .. Free(forced)
                    .Select(pair =>
                        rank[pair.First] < rank[pair.Second]
                            ? Order(pair.First, pair.Second)
                            : Order(pair.Second, pair.First)
                    ),
            ];
            if (violation(CoreWith(forced).With(edges)) is null)
            {
                return null;
            }
        }

        return Search(forced, violation, ref steps, out isDecided);
    }

    private List<(int First, int Second)> Free(Forced forced) => forced == Forced.ByAny ? _free : _pairs;

    private Anomaly? Search(
        Forced forced,
        Func<CyclicCore, Anomaly?> violation,
        ref long steps,
        out bool isDecided
    )
    {
        List<(int First, int Second)> free = Free(forced);
        Anomaly? last = null;
        List<DependencyEdge> chosen = [];
        List<int> turns = [];
        isDecided = true;
        bool isForward = true;
        while (steps > 0)
        {
            steps -= 1 + free.Count;
            if (isForward)
            {
                Anomaly? wrong = violation(CoreWith(forced).With(chosen));
                if (wrong is null && chosen.Count == free.Count)
                {
                    return null;
                }

                last = wrong ?? last;
                isForward = wrong is null;
                if (isForward)
                {
                    turns.Add(0);
                    chosen.Add(Order(free[chosen.Count].First, free[chosen.Count].Second));
                    continue;
                }
            }

            while (turns.Count > 0 && turns[^1] == 1)
            {
                turns.RemoveAt(turns.Count - 1);
                chosen.RemoveAt(chosen.Count - 1);
            }

            if (turns.Count == 0)
            {
                return last;
            }

            turns[^1] = 1;
            (int first, int second) = free[chosen.Count - 1];
            chosen[^1] = Order(second, first);
            isForward = true;
        }

        isDecided = false;
        return null;
    }

    /// <summary>
    /// Ranks of the nodes: along dependencies with and without other orders, and by invocation.
    /// </summary>
    private IEnumerable<int[]> Candidates(Forced forced)
    {
        DependencyGraph graph = CoreWith(forced).Graph;
        EdgeKinds[] kinds =
        [
            EdgeKinds.Dependencies | EdgeKinds.Session | EdgeKinds.Realtime,
            EdgeKinds.Dependencies | EdgeKinds.Session,
            EdgeKinds.Dependencies,
        ];
        foreach (EdgeKinds kind in kinds)
        {
            StrongComponents components = StrongComponents.Find(graph, kind);
            int[] rank = new int[graph.NodeCount];
            for (int node = 0; node < rank.Length; node++)
            {
                rank[node] = -components.Of[node];
            }

            yield return rank;
        }

        yield return [.. Enumerable.Range(0, graph.NodeCount)];
    }

    private void FindPairs()
    {
        CyclicCore core = _accesses.Core;
        StrongComponents components = StrongComponents.Find(
            core.Graph,
            EdgeKinds.Dependencies | EdgeKinds.ReadWrite | EdgeKinds.Session | EdgeKinds.Realtime
        );
        ReadOnlySpan<(int Key, int Rank, int Node)> writes = _accesses.Writes;
        SortedSet<(int, int)> pairs = [];
        for (int i = 0; i < writes.Length; i++)
        {
            for (int j = i + 1; j < writes.Length && writes[j].Key == writes[i].Key; j++)
            {
                bool isPair =
                    writes[i].Rank == AccessTable.TailRank
                    && writes[i].Node != writes[j].Node
                    && components.Of[writes[i].Node] == components.Of[writes[j].Node];
                if (isPair)
                {
                    pairs.Add((writes[i].Node, writes[j].Node));
                }

                if (writes[i].Rank != AccessTable.TailRank)
                {
                    break;
                }
            }
        }

        _pairs.AddRange(pairs);
    }

    private void Force(int first, int second, List<DependencyEdge> byKey, List<DependencyEdge> byAny)
    {
        bool isFirst = Misses(first, second, isCommonKey: false);
        bool isSecond = Misses(second, first, isCommonKey: false);
        if (isFirst && isSecond)
        {
            bool isSameKey =
                Misses(first, second, isCommonKey: true) && Misses(second, first, isCommonKey: true);
            Contradiction ??= Anomaly.Of(
                isSameKey ? AnomalyKind.LostUpdate : AnomalyKind.AntiDependency,
                [
                    new(Transaction(first), Transaction(second), EdgeKinds.ReadWrite),
                    new(Transaction(second), Transaction(first), EdgeKinds.ReadWrite),
                ]
            );
        }
        else if (isFirst || isSecond)
        {
            byAny.Add(isFirst ? Order(first, second) : Order(second, first));
        }
        else
        {
            _free.Add((first, second));
        }

        foreach ((int reader, int writer) in ((int, int)[])[(first, second), (second, first)])
        {
            if (Misses(reader, writer, isCommonKey: true))
            {
                byKey.Add(Order(reader, writer));
            }
        }
    }

    private bool Misses(int reader, int writer, bool isCommonKey)
    {
        foreach (Access read in _accesses.Of(reader))
        {
            bool isMissed =
                !read.IsWrite
                && _accesses.LastWrite(writer, read.Key) > read.Rank
                && (!isCommonKey || _accesses.LastWrite(reader, read.Key) == AccessTable.TailRank);
            if (isMissed)
            {
                return true;
            }
        }

        return false;
    }

    private static DependencyEdge Order(int first, int second) => new(first, second, EdgeKinds.WriteWrite);

    private int Transaction(int node) => _accesses.Core.Transactions[node];
}
