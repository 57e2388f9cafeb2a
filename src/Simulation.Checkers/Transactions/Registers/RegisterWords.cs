using Simulation.Checkers.Transactions.Graphs;
using Simulation.Histories;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>Says in words what transactions did to registers.</summary>
internal sealed class RegisterWords(RegisterFacts facts)
{
    /// <summary>A key and a value: <c>x=3</c>, or <c>x=nil</c>.</summary>
    public string Assignment(int key, int value) =>
        $"{Key(key)}={(value == 0 ? "nil" : Bare(facts.Log.ValueAt(value)))}";

    /// <summary>A key without the quotes of a text.</summary>
    public string Key(int key) => Bare(facts.Log.KeyAt(key));

    /// <summary>What a transaction wrote to a key.</summary>
    public string Written(int writer, int key) => Assignment(key, facts.ValueOf(writer, key));

    /// <summary>What a reader read from a key and whose it was, as a clause.</summary>
    public string Read(int reader, int key, int writer) =>
        writer == RegisterFacts.Initial
            ? $"T{reader} read {Key(key)}=nil, as it was before any write"
            : $"T{reader} read {Written(writer, key)}, which T{writer} wrote";

    /// <summary>That one transaction read from another.</summary>
    public string ReadFrom(int writer, int reader)
    {
        ReadOnlySpan<int> writers = facts.ReadWritersOf(reader);
        return Read(reader, facts.ReadKeysOf(reader)[writers.IndexOf(writer)], writer);
    }

    /// <summary>The order of two transactions of a session or in real time.</summary>
    public string Order(int source, int target, EdgeKinds kind)
    {
        Operation first = facts.Log.History.Operations[source];
        Operation second = facts.Log.History.Operations[target];
        return kind == EdgeKinds.Session ? $"client {first.Process} ran T{source} before T{target}"
            : facts.Log.History.HasTimes
                ? $"T{source} returned at {first.Completed}, before T{target} began at {second.Invoked}"
            : $"T{source} returned (event {first.CompletedOrder}) before T{target} began "
                + $"(event {second.InvokedOrder})";
    }

    /// <summary>A read that cannot be right, as a sentence.</summary>
    public string Tell(in ReadAnomaly anomaly)
    {
        string read = $"T{anomaly.Reader} read {Assignment(anomaly.Key, anomaly.Value)}";
        return anomaly.Kind switch
        {
            ReadAnomalyKind.ThinAir => $"{read}, which nobody wrote",
            ReadAnomalyKind.Aborted => $"{read}, which only T{anomaly.Writer} wrote, and that one aborted",
            ReadAnomalyKind.Intermediate => $"{read}, which T{anomaly.Writer} wrote and then overwrote",
            ReadAnomalyKind.Future => $"{read}, which it wrote itself only later",
            ReadAnomalyKind.Internal =>
                $"{read}, though it had itself written {Assignment(anomaly.Key, anomaly.Other)}",
            _ => throw new ArgumentOutOfRangeException(nameof(anomaly), anomaly.Kind, "no such anomaly"),
        };
    }

    /// <summary>The short name of a kind of edge.</summary>
    public static string NameOf(EdgeKinds kind) =>
        kind switch
        {
            EdgeKinds.WriteWrite => "ww",
            EdgeKinds.WriteRead => "wr",
            EdgeKinds.ReadWrite => "rw",
            EdgeKinds.Session => "session",
            EdgeKinds.Realtime => "realtime",
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no single kind"),
        };

    /// <summary>A verdict that a cycle shows.</summary>
    /// <param name="anomaly">The name of the anomaly.</param>
    /// <param name="summary">What it amounts to, as a clause.</param>
    /// <param name="edges">The cycle.</param>
    /// <param name="others">Transactions besides those on it that the reasons name.</param>
    public Verdict.Violated Violated(
        string anomaly,
        string summary,
        IReadOnlyList<OrderEdge> edges,
        IEnumerable<int> others
    )
    {
        SortedSet<int> transactions = [.. others, .. edges.Select(edge => edge.Source)];
        string because = string.Join(
            "; ",
            edges.Select(edge => $"T{edge.Source} < T{edge.Target}, because {edge.Because}")
        );
        return new Verdict.Violated(
            anomaly,
            $"{because}: {summary}",
            [.. transactions.Select(transaction => facts.Log.History.Operations[transaction])]
        )
        {
            Edges = edges,
        };
    }

    private static string Bare(Value value) => value.AsText ?? value.ToString();
}
