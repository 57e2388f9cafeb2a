using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Anomalies;

/// <summary>
/// The axioms about whatever a transaction had to see, directly or through others: it breaks one when it
/// misses a write of such a transaction.
/// </summary>
/// <remarks>
/// Sources: Cerone and Gotsman, PODC 2016, theorem 10 (parallel snapshot isolation); Adya, MIT 1999, section
/// 4.2 (G-single, G-monotonic); Biswas and Enea, OOPSLA 2019, figure 2 (causal consistency).
/// </remarks>
internal sealed class VisibilityAxioms
{
    /// <summary>
    /// Violations compared for the shortest; the first ones found are as good as any others.
    /// </summary>
    private const int CandidatesMax = 64;

    private readonly CyclicCore _core;
    private readonly AccessTable _accesses;
    private readonly EdgeKinds _kinds;
    private readonly Ancestry _ancestry;
    private readonly List<(int Reader, int Missed)> _found = [];

    private VisibilityAxioms(CyclicCore core, AccessTable accesses, EdgeKinds kinds, Ancestry ancestry)
    {
        _core = core;
        _accesses = accesses;
        _kinds = kinds;
        _ancestry = ancestry;
    }

    /// <summary>What a check of one axiom found.</summary>
    /// <param name="IsDecided">Whether the budget sufficed.</param>
    /// <param name="Anomaly">The violation, or null when there is none.</param>
    public readonly record struct Answer(bool IsDecided, Anomaly? Anomaly);

    /// <summary>
    /// Whether nobody misses a write of a transaction that it can be reached from along the edges of these
    /// kinds. Where those form a cycle the answer is decided and empty, for that cycle is the anomaly.
    /// </summary>
    public static Answer Misses(
        CyclicCore core,
        AccessTable accesses,
        EdgeKinds kinds,
        AnomalyKind kind,
        ref long steps
    ) =>
        Check(
            core,
            accesses,
            kinds,
            kind,
            (axioms, node, masks, block) => axioms.Missed(node, masks, block),
            ref steps
        );

    /// <summary>
    /// Whether nobody misses a write of a transaction on which an earlier step of it depends.
    /// </summary>
    public static Answer NonMonotonic(CyclicCore core, AccessTable accesses, ref long steps) =>
        Check(
            core,
            accesses,
            EdgeKinds.Dependencies,
            AnomalyKind.NonMonotonicView,
            (axioms, node, masks, block) => axioms.MissedLater(node, masks, block),
            ref steps
        );

    private static Answer Check(
        CyclicCore core,
        AccessTable accesses,
        EdgeKinds kinds,
        AnomalyKind kind,
        Visit visit,
        ref long steps
    )
    {
        if (Ancestry.Of(core.Graph, kinds) is not { } ancestry)
        {
            return new Answer(true, null);
        }

        VisibilityAxioms axioms = new(core, accesses, kinds, ancestry);
        for (int block = 0; block < ancestry.BlockCount && axioms._found.Count == 0; block++)
        {
            if (steps <= 0)
            {
                return new Answer(false, null);
            }

            steps -= 2 * ancestry.BlockCost;
            ReadOnlySpan<ulong> masks = ancestry.Block(block);
            int[] places = axioms.WritesOf(block);
            for (int node = 0; node < masks.Length && axioms._found.Count < CandidatesMax; node++)
            {
                int missed = places.Length == 0 ? -1 : visit(axioms, node, masks, places);
                if (missed >= 0)
                {
                    axioms._found.Add((node, missed));
                }
            }
        }

        return new Answer(true, axioms.Shortest(kind));
    }

    /// <summary>The writes of a block's sources, as indices into the table's, ascending.</summary>
    private int[] WritesOf(int block)
    {
        List<int> places = [];
        ReadOnlySpan<(int Key, int Rank, int Node)> writes = _accesses.Writes;
        for (int i = 0; i < writes.Length; i++)
        {
            if (writes[i].Node / Ancestry.BlockSize == block)
            {
                places.Add(i);
            }
        }

        return [.. places];
    }

    /// <summary>A source of the block that reaches a node and of which it missed a write, or -1.</summary>
    private int Missed(int node, ReadOnlySpan<ulong> masks, int[] places)
    {
        ulong seen = masks[node];
        foreach (Access access in _accesses.Of(node))
        {
            int missed = access.IsWrite || seen == 0 ? -1 : Missed(node, seen, access, places);
            if (missed >= 0)
            {
                return missed;
            }
        }

        return -1;
    }

    /// <summary>The same for what the steps before a read had depended on.</summary>
    private int MissedLater(int node, ReadOnlySpan<ulong> masks, int[] places)
    {
        ulong seen = 0;
        foreach (Access access in _accesses.Of(node))
        {
            int missed = access.IsWrite || seen == 0 ? -1 : Missed(node, seen, access, places);
            if (missed >= 0)
            {
                return missed;
            }

            seen |= SourcesOf(node, access, masks);
        }

        return -1;
    }

    /// <summary>What reaches the writers whose versions a step read or replaced.</summary>
    private ulong SourcesOf(int node, Access access, ReadOnlySpan<ulong> masks)
    {
        if (!access.IsWrite || access.Rank < AccessTable.TailRank)
        {
            int rank = access.IsWrite ? access.Rank - 1 : access.Rank;
            int source = rank == 0 ? -1 : _accesses.WriterOf(access.Key, rank);
            return source < 0 || source == node ? 0 : masks[source];
        }

        // Behind the last version that was read come those unread ones for which the order has been chosen.
        ulong sources = 0;
        foreach ((_, _, int other) in _accesses.WritesAfter(access.Key, -1))
        {
            for (int edge = _core.Graph.StartOf(other); edge < _core.Graph.EndOf(other); edge++)
            {
                bool isBefore =
                    _core.Graph.Targets[edge] == node && _core.Graph.Kinds[edge] == EdgeKinds.WriteWrite;
                sources |= isBefore ? masks[other] : 0;
            }
        }

        return sources;
    }

    private int Missed(int node, ulong seen, Access read, int[] places)
    {
        ReadOnlySpan<(int Key, int Rank, int Node)> writes = _accesses.Writes;
        int low = 0;
        int high = places.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (int key, int rank, _) = writes[places[middle]];
            bool isBefore = key < read.Key || (key == read.Key && rank <= read.Rank);
            (low, high) = isBefore ? (middle + 1, high) : (low, middle);
        }

        for (; low < places.Length && writes[places[low]].Key == read.Key; low++)
        {
            int writer = writes[places[low]].Node;
            if (writer != node && (seen >> (writer % Ancestry.BlockSize) & 1) != 0)
            {
                return writer;
            }
        }

        return -1;
    }

    private Anomaly? Shortest(AnomalyKind kind)
    {
        IReadOnlyList<DependencyEdge>? best = null;
        foreach ((int reader, int missed) in _found)
        {
            IReadOnlyList<DependencyEdge> path = Ancestry.Path(_core.Graph, _kinds, missed, reader);

            // What an aborted writer passed on is seen without a path to it; that it is seen has a name of its own.
            bool isShorter = path.Count > 0 && (best is null || path.Count < best.Count);
            best = isShorter ? path : best;
        }

        if (best is null)
        {
            return null;
        }

        List<DependencyEdge> cycle =
        [
            new DependencyEdge(best[^1].Target, best[0].Source, EdgeKinds.ReadWrite),
            .. best,
        ];
        return Anomaly.Of(
            kind,
            [
                .. cycle.Select(edge =>
                    edge with
                    {
                        Source = _core.Transactions[edge.Source],
                        Target = _core.Transactions[edge.Target],
                    }
                ),
            ]
        );
    }

    private delegate int Visit(VisibilityAxioms axioms, int node, ReadOnlySpan<ulong> masks, int[] places);
}
