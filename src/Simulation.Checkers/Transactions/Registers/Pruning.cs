using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>How far the order of writers is settled by what is known.</summary>
internal enum PruningEnd
{
    /// <summary>Every pair has an order, and the whole has no contradiction.</summary>
    Settled,

    /// <summary>For some pairs both orders seem possible.</summary>
    Open,

    /// <summary>There is no order at all.</summary>
    Contradiction,

    /// <summary>The graph is larger than its table of paths may be, or the steps ran out.</summary>
    TooLarge,
}

/// <summary>
/// Settles pairs of writers one of whose orders would close a cycle with what is known, until nothing more
/// follows.
/// </summary>
/// <remarks>
/// Source: Tan et al., "Cobra", OSDI 2020, section 4.3; Huang et al., "Efficient Black-Box Checking of
/// Snapshot Isolation in Databases", VLDB 2023, section 4.2.
/// </remarks>
internal sealed class Pruning(Polygraph polygraph)
{
    /// <summary>A table of 45,000 x 45,000 bits takes 250 MB.</summary>
    public const int NodesMax = 45_000;

    private const int PairsMax = 20_000_000;

    private readonly OrderModel _model = polygraph.Model;
    private List<WriterPair> _open = [];
    private Reachability? _reach;

    /// <summary>The pairs that are still open.</summary>
    public IReadOnlyList<WriterPair> Open => _open;

    /// <summary>The known graph at the end; when it is acyclic, with its components.</summary>
    public DependencyGraph Graph { get; private set; } = polygraph.Graph();

    /// <summary>The components of <see cref="Graph"/>.</summary>
    public StrongComponents? Components { get; private set; }

    /// <summary>
    /// The pair that has no order, or, where only the way back from a writer to a reader contradicts, the
    /// key,
    /// that writer and that reader; null when the known graph has a cycle.
    /// </summary>
    public WriterPair? Contradiction { get; private set; }

    /// <summary>Whether <see cref="Contradiction"/> is a writer and a reader, not two writers.</summary>
    public bool IsWayBack { get; private set; }

    /// <summary>The pairs that were settled, by the numbers in <see cref="KnownEdge.Pair"/>.</summary>
    public List<WriterPair> Forced { get; } = [];

    /// <summary>The rounds there were so far.</summary>
    public int Round { get; private set; }

    /// <summary>Prunes from all pairs on.</summary>
    public PruningEnd Run(ref long steps)
    {
        if (polygraph.NodeCount > NodesMax)
        {
            return PruningEnd.TooLarge;
        }

        long pairs = 0;
        foreach (int key in polygraph.Keys)
        {
            IReadOnlyList<int> writers = polygraph.WritersOf(key);
            pairs += (long)writers.Count * (writers.Count - 1) / 2;
        }

        if (pairs > PairsMax)
        {
            return PruningEnd.TooLarge;
        }

        _open = new List<WriterPair>((int)pairs);
        foreach (int key in polygraph.Keys)
        {
            IReadOnlyList<int> writers = polygraph.WritersOf(key);
            for (int second = 1; second < writers.Count; second++)
            {
                for (int first = 0; first < second; first++)
                {
                    _open.Add(new WriterPair(key, writers[first], writers[second]));
                }
            }
        }

        return Continue(ref steps);
    }

    /// <summary>Takes one order of an open pair for granted and prunes on.</summary>
    public PruningEnd Suppose(WriterPair pair, ref long steps)
    {
        _open.Remove(pair);
        Round++;
        polygraph.AddOption(pair.Key, pair.First, pair.Second, Round, -1);
        return Continue(ref steps);
    }

    private PruningEnd Continue(ref long steps)
    {
        while (steps > 0)
        {
            Graph = polygraph.Graph();
            Components = StrongComponents.Find(Graph, (EdgeKinds)byte.MaxValue);
            if (!Components.IsAcyclic)
            {
                return PruningEnd.Contradiction;
            }

            _reach = new Reachability(Graph, Components);
            steps -= Graph.EdgeCount + _open.Count;
            int before = _open.Count;
            if (!PruneOnce())
            {
                return PruningEnd.Contradiction;
            }

            if (_open.Count == before)
            {
                return FindWayBack() ? PruningEnd.Contradiction
                    : before == 0 ? PruningEnd.Settled
                    : PruningEnd.Open;
            }
        }

        return PruningEnd.TooLarge;
    }

    private bool PruneOnce()
    {
        Round++;
        int kept = 0;
        for (int i = 0; i < _open.Count; i++)
        {
            WriterPair pair = _open[i];
            bool canFirst = IsPossible(pair.Key, pair.First, pair.Second);
            bool canSecond = IsPossible(pair.Key, pair.Second, pair.First);
            if (!canFirst && !canSecond)
            {
                Contradiction = pair;
                return false;
            }

            if (canFirst && canSecond)
            {
                _open[kept++] = pair;
            }
            else
            {
                (int first, int second) = canFirst ? (pair.First, pair.Second) : (pair.Second, pair.First);
                Forced.Add(new WriterPair(pair.Key, first, second));
                AddMissing(pair.Key, first, second);
            }
        }

        _open.RemoveRange(kept, _open.Count - kept);
        return true;
    }

    private void AddMissing(int key, int first, int second)
    {
        int pair = Forced.Count - 1;
        polygraph.ForEachEdge(
            key,
            first,
            second,
            (source, target, kind) =>
            {
                if (!_reach!.Leads(source, target))
                {
                    polygraph.AddKnown(new KnownEdge(source, target, kind, key, Round, pair));
                }
            }
        );
    }

    /// <summary>
    /// Whether no edge that follows from this order of writers closes a cycle with what is known.
    /// </summary>
    private bool IsPossible(int key, int first, int second)
    {
        int target = _model.CommitOf(second);
        if (_reach!.Leads(_model.NextWriterOf(second), _model.CommitOf(first)))
        {
            return false;
        }

        if (_model.ExcludesWriters && _reach.Leads(target, _model.CommitOf(first)))
        {
            return false;
        }

        foreach (int reader in polygraph.ReadersOf(key, first))
        {
            if (reader != second && IsWayBackFrom(key, second, reader))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a reader who missed a writer may not have, since the writer leads to the reader.
    /// </summary>
    private bool IsWayBackFrom(int key, int writer, int reader) =>
        WayBack.Find(polygraph, _reach!, key, writer, reader) >= 0;

    /// <summary>
    /// Where anti-dependencies are not edges of the graph, looks for one whose writer leads back to its
    /// reader.
    /// </summary>
    private bool FindWayBack()
    {
        if (_model.HasAntiEdges)
        {
            return false;
        }

        foreach ((int key, int reader) in polygraph.InitialReaders)
        {
            foreach (int writer in polygraph.WritersOf(key))
            {
                if (writer != reader && IsWayBackFrom(key, writer, reader))
                {
                    (Contradiction, IsWayBack) = (new WriterPair(key, writer, reader), true);
                    return true;
                }
            }
        }

        foreach (int key in polygraph.Keys)
        {
            foreach (int first in polygraph.WritersOf(key))
            {
                foreach (int reader in polygraph.ReadersOf(key, first))
                {
                    if (FindOverwriter(key, first, reader) is var second and >= 0)
                    {
                        (Contradiction, IsWayBack) = (new WriterPair(key, second, reader), true);
                        return true;
                    }
                }
            }
        }

        return false;
    }

    private int FindOverwriter(int key, int first, int reader)
    {
        foreach (int second in polygraph.WritersOf(key))
        {
            if (
                second != reader
                && second != first
                && _reach!.Leads(first, second)
                && IsWayBackFrom(key, second, reader)
            )
            {
                return second;
            }
        }

        return -1;
    }
}
