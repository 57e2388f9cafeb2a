using Simulation.Checkers.Transactions.Graphs;

namespace Simulation.Checkers.Transactions.Anomalies;

/// <summary>Axioms besides the forbidden cycles of a <see cref="CycleRule"/>.</summary>
[Flags]
internal enum Axioms
{
    /// <summary>No others.</summary>
    None = 0,

    /// <summary>Who has seen a transaction later misses no write of it.</summary>
    Monotonic = 1,

    /// <summary>Who reads from a transaction misses no write of it.</summary>
    Whole = 2,

    /// <summary>The same for the session's own earlier transactions.</summary>
    SessionWhole = 4,

    /// <summary>No update of a key misses another's update of it.</summary>
    NoLostUpdate = 8,

    /// <summary>Of two who write one key, one misses no write of the other.</summary>
    NoConflict = 16,

    /// <summary>Nobody misses what an earlier step of its own depends on.</summary>
    MonotonicView = 32,

    /// <summary>Nobody misses what it read depends on.</summary>
    Causal = 64,

    /// <summary>The same with the orders of sessions.</summary>
    SessionCausal = 128,

    /// <summary>Nobody misses what it depends on by reads and writes.</summary>
    Consistent = 256,
}

/// <summary>What a consistency model says about dependencies, once the order of versions is known.</summary>
/// <param name="Model">Its name in <see cref="ConsistencyModels"/>.</param>
/// <param name="Rule">The cycles that it forbids.</param>
/// <param name="Axioms">What else it demands.</param>
/// <param name="VersionsMatter">
/// Whether the order of versions that nobody read can decide it; for the other models any order that its own
/// rule allows will do.
/// </param>
/// <remarks>
/// Sources: Adya, MIT 1999, chapters 3 and 4, for the models named PL; Bailis et al., VLDB 2013, for
/// monotonic atomic view; Cerone, Bernardi and Gotsman, CONCUR 2015, with the characterisations of Cerone and
/// Gotsman, PODC 2016, and Cerone, Gotsman and Yang, CONCUR 2017; Biswas and Enea, OOPSLA 2019, for those
/// named BE; Daudjee and Salem, VLDB 2006, for strong and strong session snapshot isolation.
/// </remarks>
internal sealed record ModelAxioms(
    string Model,
    CycleRule Rule,
    Axioms Axioms = Axioms.None,
    bool VersionsMatter = false
)
{
    private const EdgeKinds Flow = EdgeKinds.Dependencies;
    private const EdgeKinds Session = EdgeKinds.Session;
    private const EdgeKinds Realtime = EdgeKinds.Session | EdgeKinds.Realtime;

    /// <summary>Those with a form for sessions.</summary>
    private const Axioms SessionAxioms =
        Axioms.Monotonic | Axioms.Whole | Axioms.SessionWhole | Axioms.Causal | Axioms.SessionCausal;

    private static readonly CycleRule Snapshot = new(EdgeKinds.None, Flow, EdgeKinds.ReadWrite);
    private static readonly CycleRule Serial = new(Flow | EdgeKinds.ReadWrite);

    /// <summary>
    /// The model with axioms switched on and off; null where the literature defines none that keeps such an
    /// order.
    /// </summary>
    public ModelAxioms? Under(AxiomSwitches switches)
    {
        EdgeKinds had = Rule.All & Realtime;
        EdgeKinds kept = switches.Apply(had);
        bool isDefined =
            kept == had
            || Axioms == Axioms.None
            || ((kept & EdgeKinds.Realtime) == 0 && (Axioms & ~SessionAxioms) == Axioms.None);
        return isDefined
            ? this with
            {
                Rule = Rule.Without(Realtime).With(kept),
                Axioms = kept == had ? Axioms : InSessions((kept & Session) != 0),
            }
            : null;
    }

    /// <summary>Whether real time takes part.</summary>
    public bool IsRealtime => (Rule.All & EdgeKinds.Realtime) != 0;

    /// <summary>Every model of transactions, in the order of <see cref="TransactionModels"/>.</summary>
    public static IReadOnlyList<ModelAxioms> All { get; } =
    [
        new("strict-serializable", Serial.With(Realtime)),
        new("strong-session-serializable", Serial.With(Session)),
        new("serializable", Serial),
        new("strong-snapshot-isolation", Snapshot.With(Realtime), Axioms.None, true),
        new("strong-session-snapshot-isolation", Snapshot.With(Session), Axioms.None, true),
        new("snapshot-isolation", Snapshot, Axioms.None, true),
        new("parallel-snapshot-isolation", new(Flow), Axioms.Consistent, true),
        new("prefix", new(EdgeKinds.WriteWrite, EdgeKinds.WriteRead, EdgeKinds.ReadWrite)),
        new("transactional-causal", new(Flow | Session), Axioms.SessionCausal),
        new("causal-cerone", new(Flow), Axioms.Causal),
        new("update-atomic", new(Flow), Axioms.Whole | Axioms.NoConflict, true),
        new("read-atomic-BE", new(Flow | Session), Axioms.Whole | Axioms.SessionWhole),
        new("read-atomic", new(Flow), Axioms.Whole),
        new("repeatable-read", Serial),
        new("consistent-view", new(Flow), Axioms.Consistent, true),
        new("monotonic-view", new(Flow), Axioms.MonotonicView, true),
        new("cursor-stability", new(Flow), Axioms.NoLostUpdate, true),
        new("monotonic-atomic-view", new(Flow), Axioms.Monotonic),
        new("strong-read-committed", new(Flow | Realtime)),
        new("strong-session-read-committed", new(Flow | Session)),
        new("read-committed-BE", new(Flow | Session), Axioms.Monotonic),
        new("read-committed", new(Flow)),
        new("read-uncommitted", new(EdgeKinds.WriteWrite)),
    ];

    private Axioms InSessions(bool isKept) =>
        (Axioms & Axioms.Monotonic)
        | (
            (Axioms & Axioms.Whole) == 0 ? Axioms.None
            : isKept ? Axioms.Whole | Axioms.SessionWhole
            : Axioms.Whole
        )
        | (
            (Axioms & (Axioms.Causal | Axioms.SessionCausal)) == 0 ? Axioms.None
            : isKept ? Axioms.SessionCausal
            : Axioms.Causal
        );

    /// <summary>What a model says; the name must be in the table.</summary>
    public static ModelAxioms Of(string model) => All.First(axioms => axioms.Model == model);
}
