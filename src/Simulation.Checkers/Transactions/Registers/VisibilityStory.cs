using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>Tells what breaks a <see cref="VisibilityModel"/>.</summary>
internal sealed class VisibilityStory(RegisterFacts facts, VisibilityModel model)
{
    private readonly RegisterWords _words = new(facts);
    private readonly SortedSet<int> _others = [];
    private DependencyGraph? _known;

    private (string Anomaly, string Summary) Kind =>
        model.Visibility switch
        {
            Visibility.EarlierReads => (
                "observed-transaction-vanishes",
                "a transaction is seen and then missed"
            ),
            Visibility.Direct => ("fractured-read", "a transaction is seen in part"),
            Visibility.Causal => ("causality-violation", "an effect is seen without its cause"),
            _ => ("G1c", "each of them depends on the effects of the others"),
        };

    /// <summary>A read of nil by a transaction that must have seen a write.</summary>
    public Verdict Tell(in StaleInitialRead stale)
    {
        List<OrderEdge> edges = [];
        IReadOnlyList<DependencyEdge> path = PathTo(stale.Writer, stale.Reader);
        foreach (DependencyEdge edge in path)
        {
            edges.Add(Plain(edge));
        }

        string because =
            $"{_words.Read(stale.Reader, stale.Key, RegisterFacts.Initial)}, and T{stale.Writer} wrote "
            + _words.Written(stale.Writer, stale.Key);
        edges.Add(new OrderEdge(stale.Reader, stale.Writer, "rw", because));
        return _words.Violated(Kind.Anomaly, Kind.Summary, edges, _others);
    }

    /// <summary>A cycle of the forced order.</summary>
    public Verdict Tell(IReadOnlyList<DependencyEdge> cycle)
    {
        bool isPlain = cycle.All(edge => edge.Kind != EdgeKinds.WriteWrite);
        OrderEdge[] edges =
        [
            .. cycle.Select(edge =>
                edge.Kind == EdgeKinds.WriteWrite ? Forced(edge.Source, edge.Target) : Plain(edge)
            ),
        ];
        string suffix =
            cycle.Any(edge => edge.Kind == EdgeKinds.Realtime) ? "-realtime"
            : cycle.Any(edge => edge.Kind == EdgeKinds.Session) ? "-process"
            : "";
        return isPlain
            ? _words.Violated(
                "G1c" + suffix,
                "each of them depends on the effects of the others",
                edges,
                _others
            )
            : _words.Violated(Kind.Anomaly, Kind.Summary, edges, _others);
    }

    private OrderEdge Plain(in DependencyEdge edge) =>
        new(
            edge.Source,
            edge.Target,
            RegisterWords.NameOf(edge.Kind),
            edge.Kind == EdgeKinds.WriteRead
                ? _words.ReadFrom(edge.Source, edge.Target)
                : _words.Order(edge.Source, edge.Target, edge.Kind)
        );

    /// <summary>Why one writer comes before another: a reader of the other had seen it.</summary>
    private OrderEdge Forced(int source, int target)
    {
        for (int reader = 0; reader < facts.Log.Count; reader++)
        {
            ReadOnlySpan<int> writers = facts.ReadWritersOf(reader);
            for (int i = 0; i < writers.Length; i++)
            {
                int key = facts.ReadKeysOf(reader)[i];
                if (writers[i] == target && reader != source && facts.Writes(source, key))
                {
                    if (Sight(source, reader, i) is { } sight)
                    {
                        _others.Add(reader);
                        string because =
                            $"{_words.Read(reader, key, target)}, though {sight}, and T{source} wrote "
                            + _words.Written(source, key);
                        return new OrderEdge(source, target, "ww", because);
                    }
                }
            }
        }

        throw new Kernel.InvariantViolation("a forced edge has a reader");
    }

    /// <summary>How a transaction was visible to a read, as a clause; null when it was not.</summary>
    private string? Sight(int source, int reader, int readIndex)
    {
        ReadOnlySpan<int> writers = facts.ReadWritersOf(reader);
        int limit = model.Visibility == Visibility.EarlierReads ? readIndex : writers.Length;
        int seen = writers[..limit].IndexOf(source);
        if (seen >= 0)
        {
            string when = model.Visibility == Visibility.EarlierReads ? "earlier " : "";
            return $"{when}it read {_words.Written(source, facts.ReadKeysOf(reader)[seen])} of T{source}";
        }

        if (model.Visibility == Visibility.EarlierReads)
        {
            return null;
        }

        if (model.Visibility == Visibility.Direct)
        {
            bool isSession =
                model.Order == EdgeKinds.Session
                && facts.Log.SessionOf(source) == facts.Log.SessionOf(reader)
                && facts.Log.CompletedOf(source) < facts.Log.InvokedOf(reader);
            return isSession ? _words.Order(source, reader, EdgeKinds.Session) : null;
        }

        IReadOnlyList<DependencyEdge> path = PathTo(source, reader);
        if (path.Count == 0)
        {
            return null;
        }

        foreach (DependencyEdge edge in path)
        {
            _others.Add(edge.Target);
        }

        return "it came after T"
            + source
            + ": "
            + string.Join(", ", path.Select(edge => Plain(edge).Because));
    }

    /// <summary>A shortest path of reads and kept orders, or none.</summary>
    private IReadOnlyList<DependencyEdge> PathTo(int source, int target)
    {
        _known ??= VisibilityOrder.Of(facts, model with { Visibility = Visibility.None }, stepsMax: 0).Graph;
        int[] parent = new int[_known.NodeCount];
        EdgeKinds[] kinds = new EdgeKinds[_known.NodeCount];
        Array.Fill(parent, -1);
        Queue<int> queue = new([source]);
        while (queue.TryDequeue(out int node) && parent[target] < 0)
        {
            for (int edge = _known.StartOf(node); edge < _known.EndOf(node); edge++)
            {
                int next = _known.Targets[edge];
                if (parent[next] < 0)
                {
                    parent[next] = node;
                    kinds[next] = _known.Kinds[edge];
                    queue.Enqueue(next);
                }
            }
        }

        List<DependencyEdge> path = [];
        for (int node = target; parent[node] >= 0 && (node != source || path.Count == 0); node = parent[node])
        {
            path.Add(new DependencyEdge(parent[node], node, kinds[node]));
        }

        path.Reverse();
        return path;
    }
}
