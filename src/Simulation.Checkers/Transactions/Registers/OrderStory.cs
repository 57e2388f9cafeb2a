using Simulation.Checkers.Transactions.Anomalies;
using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>Tells why a few transactions contradict an <see cref="OrderModel"/>.</summary>
internal sealed class OrderStory
{
    private const long StepsMax = 10_000_000;

    private readonly RegisterFacts _facts;
    private readonly OrderModel _model;
    private readonly RegisterWords _words;
    private readonly Polygraph _polygraph;
    private readonly Pruning _pruning;
    private readonly List<string> _supposed = [];
    private LabelledGraph _graph = new(0);

    private OrderStory(RegisterFacts facts, OrderModel model, IReadOnlyList<int> transactions)
    {
        _facts = facts;
        _model = model;
        _words = new RegisterWords(facts);
        _polygraph = new Polygraph(facts, model, transactions);
        _pruning = new Pruning(_polygraph);
    }

    /// <summary>The verdict that these transactions show.</summary>
    public static Verdict.Violated Tell(
        RegisterFacts facts,
        OrderModel model,
        IReadOnlyList<int> transactions
    ) => new OrderStory(facts, model, transactions).Tell();

    private Verdict.Violated Tell()
    {
        long steps = StepsMax;
        PruningEnd end = _pruning.Run(ref steps);
        while (end == PruningEnd.Open)
        {
            WriterPair pair = _pruning.Open[0];
            _supposed.Add(
                $"T{Number(pair.First)} wrote {_words.Key(pair.Key)} before T{Number(pair.Second)}"
            );
            end = _pruning.Suppose(pair, ref steps);
        }

        Kernel.Invariant.That(end == PruningEnd.Contradiction || _supposed.Count > 0);
        _graph = new LabelledGraph(_polygraph.NodeCount);
        for (int i = 0; i < _polygraph.Known.Count; i++)
        {
            _graph.Add(_polygraph.Known[i].Source, _polygraph.Known[i].Target, _polygraph.Known[i].Round);
        }

        List<KnownEdge> cycle = end == PruningEnd.Contradiction ? Cycle() : [];
        KnownEdge[] told = [.. cycle.Where(edge => edge.Kind != EdgeKinds.None)];
        Anomaly anomaly = Anomaly.OfCycle([.. told.Select(Dependency)]);
        string supposing =
            _supposed.Count == 0
                ? ""
                : $" (if {string.Join(" and ", _supposed)}; every other order closes a cycle, too)";
        return _words.Violated(
            anomaly.Name,
            anomaly.Kind.Summary + supposing,
            [.. told.Select(Word)],
            _polygraph.Transactions
        );
    }

    private List<KnownEdge> Cycle()
    {
        if (_pruning.Contradiction is not { } pair)
        {
            return ShortestKnownCycle();
        }

        if (_pruning.IsWayBack)
        {
            KnownEdge miss = new(pair.Second, pair.First, EdgeKinds.ReadWrite, pair.Key, 0, -1);
            return [miss, .. Edges(_graph.Path(pair.First, pair.Second).Nodes)];
        }

        List<KnownEdge> one = Closed(pair.Key, pair.First, pair.Second);
        List<KnownEdge> other = Closed(pair.Key, pair.Second, pair.First);
        bool isFirst = one.Count <= other.Count;
        (int first, int second) = isFirst ? (pair.First, pair.Second) : (pair.Second, pair.First);
        List<KnownEdge> told = isFirst ? other : one;
        _supposed.Add(
            $"T{Number(first)} wrote {_words.Key(pair.Key)} before T{Number(second)}; or else, "
                + Chain([.. told.Select(edge => edge.Source), told[0].Source])
        );
        return isFirst ? one : other;
    }

    /// <summary>The shortest cycle that one order of two writers closes.</summary>
    private List<KnownEdge> Closed(int key, int first, int second)
    {
        List<KnownEdge>? best = null;
        _polygraph.ForEachEdge(
            key,
            first,
            second,
            (source, target, kind) =>
            {
                if (_graph.Find(target, source) is { } path && !(best?.Count <= path.Nodes.Count))
                {
                    best = [new KnownEdge(source, target, kind, key, int.MaxValue, -1), .. Edges(path.Nodes)];
                }
            }
        );
        if (best is null)
        {
            // Only the way back from the writer to a reader of the other contradicts.
            foreach (int reader in _polygraph.ReadersOf(key, first))
            {
                if (reader != second && _graph.Find(second, reader) is { } path)
                {
                    KnownEdge miss = new(reader, second, EdgeKinds.ReadWrite, key, int.MaxValue, -1);
                    return [miss, .. Edges(path.Nodes)];
                }
            }
        }

        return best ?? throw new Kernel.InvariantViolation("an impossible order closes a cycle");
    }

    private List<KnownEdge> ShortestKnownCycle()
    {
        List<int>? best = null;
        for (int node = 0; node < _polygraph.NodeCount; node++)
        {
            if (_graph.Find(node, node) is { } path && !(best?.Count <= path.Nodes.Count))
            {
                best = path.Nodes;
            }
        }

        return Edges(best ?? throw new Kernel.InvariantViolation("the known graph has a cycle"));
    }

    private List<KnownEdge> Edges(List<int> nodes)
    {
        List<KnownEdge> edges = [];
        for (int i = 0; i + 1 < nodes.Count; i++)
        {
            KnownEdge? best = null;
            foreach (KnownEdge edge in _polygraph.Known)
            {
                bool isIt = edge.Source == nodes[i] && edge.Target == nodes[i + 1];
                best = isIt && (best is null || edge.Round < best.Value.Round) ? edge : best;
            }

            edges.Add(best!.Value);
        }

        return edges;
    }

    private DependencyEdge Dependency(KnownEdge edge) =>
        new(Number(_model.PlaceOf(edge.Source)), Number(_model.PlaceOf(edge.Target)), edge.Kind);

    private int Number(int place) => _polygraph.Transactions[place];

    private OrderEdge Word(KnownEdge edge)
    {
        int sourcePlace = _model.PlaceOf(edge.Source);
        int targetPlace = _model.PlaceOf(edge.Target);
        int source = Number(sourcePlace);
        int target = Number(targetPlace);
        string because = edge.Kind switch
        {
            EdgeKinds.WriteRead => _words.Read(target, edge.Key, source),
            EdgeKinds.ReadWrite =>
                $"{_words.Read(source, edge.Key, ReadFrom(source, edge.Key, target))}, and "
                    + $"T{target} wrote {_words.Written(target, edge.Key)}{Later(source, edge.Key, target)}",
            EdgeKinds.WriteWrite => $"T{source} wrote {_words.Written(source, edge.Key)} before "
                + $"T{target} wrote {_words.Written(target, edge.Key)}",
            _ => _words.Order(source, target, edge.Kind),
        };
        return new OrderEdge(source, target, RegisterWords.NameOf(edge.Kind), because + Why(edge));
    }

    /// <summary>Whose write of a key a transaction returned, of those that are told about.</summary>
    private int ReadFrom(int reader, int key, int other)
    {
        ReadOnlySpan<int> keys = _facts.ReadKeysOf(reader);
        for (int i = 0; i < keys.Length; i++)
        {
            if (keys[i] == key && _facts.ReadWritersOf(reader)[i] != other)
            {
                return _facts.ReadWritersOf(reader)[i];
            }
        }

        return other;
    }

    private string Later(int reader, int key, int other) =>
        ReadFrom(reader, key, other) == RegisterFacts.Initial ? "" : " after that";

    /// <summary>Why a forced edge is forced: what the other order of its writers would close.</summary>
    private string Why(in KnownEdge edge)
    {
        if (edge.Pair < 0)
        {
            return "";
        }

        WriterPair forced = _pruning.Forced[edge.Pair];
        int round = edge.Round;
        List<int>? nodes = Shorter(
            _graph.Find(_model.NextWriterOf(forced.First), _model.CommitOf(forced.Second), round)?.Nodes,
            _graph.Find(_model.CommitOf(forced.First), _model.CommitOf(forced.Second), round)?.Nodes
        );
        foreach (int reader in _polygraph.ReadersOf(forced.Key, forced.Second))
        {
            nodes =
                reader == forced.First
                    ? nodes
                    : Shorter(
                        nodes,
                        _graph.Find(_model.CommitOf(forced.First), _model.BeginOf(reader), round)?.Nodes
                    );
        }

        return nodes is null ? "" : $" (since {Chain(nodes)})";
    }

    /// <summary>The transactions of some nodes, each named once in a row.</summary>
    private string Chain(List<int> nodes)
    {
        List<string> names = [];
        foreach (int node in nodes)
        {
            string name = "T" + Number(_model.PlaceOf(node));
            if (names.Count == 0 || names[^1] != name)
            {
                names.Add(name);
            }
        }

        return string.Join(" < ", names);
    }

    private static List<int>? Shorter(List<int>? one, List<int>? other) =>
        one is null ? other
        : other is null || one.Count <= other.Count ? one
        : other;
}
