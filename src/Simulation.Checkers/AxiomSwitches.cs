using Simulation.Checkers.Transactions.Anomalies;
using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers;

/// <summary>One demand of the models of transactions that can be made or dropped by itself.</summary>
/// <param name="Name">As the command line takes it; of an anomaly its name in the literature.</param>
/// <param name="Summary">What it demands, in one sentence.</param>
/// <param name="CanBeAdded">
/// Whether a model that does not make it can be made to; every model that forbids anomalies of single reads
/// can only be made to let one pass.
/// </param>
public sealed record Axiom(string Name, string Summary, bool CanBeAdded)
{
    /// <summary>The order of each session's own transactions.</summary>
    public static Axiom SessionOrder { get; } =
        new("session-order", "the transactions of a session take effect in its order", true);

    /// <summary>The order of transactions that do not overlap, and with it that of sessions.</summary>
    public static Axiom RealTime { get; } =
        new("real-time", "a transaction takes effect after all that had returned when it began", true);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Axiom> All { get; } =
    [
        SessionOrder,
        RealTime,
        .. AnomalyKind.OfSingleReads.Select(kind => new Axiom(kind.Name, $"not that {kind.Summary}", false)),
    ];

    /// <summary>The axiom of a name, or null.</summary>
    public static Axiom? Find(string name) =>
        All.FirstOrDefault(axiom => string.Equals(axiom.Name, name, StringComparison.OrdinalIgnoreCase));
}

/// <summary>
/// Which axioms the models of transactions are asked with and without, whatever they say themselves.
/// </summary>
/// <param name="With">Demanded of every model; each <see cref="Axiom.CanBeAdded"/>.</param>
/// <param name="Without">Demanded of none.</param>
public sealed record AxiomSwitches(IReadOnlyList<Axiom> With, IReadOnlyList<Axiom> Without)
{
    /// <summary>Every model as it is defined.</summary>
    public static AxiomSwitches None { get; } = new([], []);

    /// <summary>Whether every model is as it is defined.</summary>
    public bool IsNone => With.Count + Without.Count == 0;

    /// <summary>What is switched, in words: "with real-time, without G1b"; empty for nothing.</summary>
    public override string ToString() =>
        string.Join(
            ", ",
            With.Select(axiom => $"with {axiom.Name}")
                .Concat(Without.Select(axiom => $"without {axiom.Name}"))
        );

    /// <summary>Whether an anomaly of a single read is let pass.</summary>
    internal bool Allows(string anomaly) => Without.Any(axiom => axiom.Name == anomaly);

    /// <summary>The orders that are kept where a model keeps these; real time keeps sessions, too.</summary>
    internal EdgeKinds Apply(EdgeKinds orders)
    {
        EdgeKinds kept = Apply(orders, EdgeKinds.Session, Axiom.SessionOrder);
        kept = Apply(kept, EdgeKinds.Realtime, Axiom.RealTime);
        return (kept & EdgeKinds.Realtime) == 0 ? kept : kept | EdgeKinds.Session;
    }

    private EdgeKinds Apply(EdgeKinds orders, EdgeKinds one, Axiom axiom) =>
        With.Contains(axiom) ? orders | one
        : Without.Contains(axiom) ? orders & ~one
        : orders;
}
