using Simulation.Checkers.Transactions.Graphs;
using Simulation.Histories;

namespace Simulation.Checkers.Transactions.Anomalies;

/// <summary>Turns an anomaly into the verdict that reports show.</summary>
internal static class AnomalyVerdict
{
    /// <summary>Tells an anomaly, with each edge of its cycle in words.</summary>
    public static Verdict.Violated Of(TransactionLog log, Anomaly anomaly, IDependencyWords words)
    {
        OrderEdge[] edges =
        [
            .. anomaly.Edges.Select(edge => new OrderEdge(
                edge.Source,
                edge.Target,
                KindOf(edge.Kind),
                Because(log, edge, words)
            )),
        ];
        string because =
            edges.Length == 0
                ? anomaly.Because
                : string.Join(
                    "; ",
                    edges.Select(edge => $"T{edge.Source} < T{edge.Target}, because {edge.Because}")
                ) + $": {anomaly.Kind.Summary}";
        Operation[] operations =
        [
            .. anomaly.Transactions.Select(transaction => log.History.Operations[transaction]),
        ];
        return new Verdict.Violated(anomaly.Name, because, operations) { Edges = edges };
    }

    private static string KindOf(EdgeKinds kind) =>
        kind switch
        {
            EdgeKinds.WriteWrite => "ww",
            EdgeKinds.WriteRead => "wr",
            EdgeKinds.ReadWrite => "rw",
            EdgeKinds.Session => "session",
            EdgeKinds.Realtime => "realtime",
            _ => throw new Kernel.InvariantViolation("an edge has one kind"),
        };

    private static string Because(TransactionLog log, DependencyEdge edge, IDependencyWords words)
    {
        Operation source = log.History.Operations[edge.Source];
        Operation target = log.History.Operations[edge.Target];
        return edge.Kind switch
        {
            EdgeKinds.Session => $"client {source.Process} ran T{edge.Source} before T{edge.Target}",
            EdgeKinds.Realtime when log.History.HasTimes =>
                $"T{edge.Source} returned at {source.Completed}, before "
                    + $"T{edge.Target} began at {target.Invoked}",
            EdgeKinds.Realtime => $"T{edge.Source} returned (event {source.CompletedOrder}) before "
                + $"T{edge.Target} began (event {target.InvokedOrder})",
            _ => words.Because(edge),
        };
    }
}
