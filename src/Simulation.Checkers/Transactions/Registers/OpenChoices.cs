using Simulation.Checkers.Transactions.Graphs;
using Simulation.Checkers.Transactions.Solving;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>The pairs of writers that pruning left open, as choices of a search.</summary>
internal sealed class OpenChoices(Polygraph polygraph, IReadOnlyList<WriterPair> open) : IChoices
{
    private readonly OrderModel _model = polygraph.Model;

    /// <inheritdoc/>
    public int Count => open.Count;

    /// <summary>Called with the nodes of every way back that was met.</summary>
    public Action<IReadOnlyList<int>>? PathMet { get; init; }

    /// <inheritdoc/>
    public (int Source, int Target) FirstEdgeOf(int literal)
    {
        (_, int first, int second) = Ordered(literal);
        return (_model.CommitOf(first), _model.NextWriterOf(second));
    }

    /// <inheritdoc/>
    public void EdgesOf(int literal, List<(int Source, int Target)> into)
    {
        (int key, int first, int second) = Ordered(literal);
        polygraph.ForEachEdge(key, first, second, (source, target, _) => into.Add((source, target)));
    }

    /// <inheritdoc/>
    public void FinalConflict(Func<int, bool> tookSecond, List<int> clause)
    {
        if (_model.HasAntiEdges)
        {
            return;
        }

        LabelledGraph chosen = Chosen(tookSecond);
        StrongComponents components = StrongComponents.Find(chosen.Graph, (EdgeKinds)byte.MaxValue);
        Reachability reach = new(chosen.Graph, components);
        foreach ((int key, int reader) in polygraph.InitialReaders)
        {
            foreach (int writer in polygraph.WritersOf(key))
            {
                if (writer != reader && AddWayBack(chosen, reach, key, writer, reader, clause))
                {
                    return;
                }
            }
        }

        foreach (int key in polygraph.Keys)
        {
            foreach (int first in polygraph.WritersOf(key))
            {
                foreach (int reader in polygraph.ReadersOf(key, first))
                {
                    foreach (int second in polygraph.WritersOf(key))
                    {
                        if (
                            second != reader
                            && second != first
                            && reach.Leads(first, second)
                            && AddWayBack(chosen, reach, key, second, reader, clause)
                        )
                        {
                            Add(chosen.Path(first, second), clause);
                            return;
                        }
                    }
                }
            }
        }
    }

    private (int Key, int First, int Second) Ordered(int literal)
    {
        WriterPair pair = open[literal >> 1];
        return (literal & 1) == 0 ? (pair.Key, pair.First, pair.Second) : (pair.Key, pair.Second, pair.First);
    }

    private bool AddWayBack(
        LabelledGraph chosen,
        Reachability reach,
        int key,
        int writer,
        int reader,
        List<int> clause
    )
    {
        int via = WayBack.Find(polygraph, reach, key, writer, reader);
        if (via < 0)
        {
            return false;
        }

        if (via != writer)
        {
            Add(chosen.Path(writer, via), clause);
        }

        if (via != reader)
        {
            Add(chosen.Path(via, reader), clause);
        }

        return true;
    }

    private void Add((List<int> Nodes, List<int> Labels) path, List<int> clause)
    {
        PathMet?.Invoke(path.Nodes);
        foreach (int label in path.Labels)
        {
            if (label >= 0 && !clause.Contains(label ^ 1))
            {
                clause.Add(label ^ 1);
            }
        }
    }

    private LabelledGraph Chosen(Func<int, bool> tookSecond)
    {
        LabelledGraph graph = new(polygraph.NodeCount);
        foreach (KnownEdge edge in polygraph.Known)
        {
            graph.Add(edge.Source, edge.Target, -1);
        }

        List<(int Source, int Target)> edges = [];
        for (int choice = 0; choice < open.Count; choice++)
        {
            int literal = (2 * choice) + (tookSecond(choice) ? 1 : 0);
            edges.Clear();
            EdgesOf(literal, edges);
            foreach ((int source, int target) in edges)
            {
                graph.Add(source, target, literal);
            }
        }

        return graph;
    }
}
