namespace Simulation.Checkers.Transactions.Anomalies;

/// <summary>A kind of anomaly and the weakest models that forbid it.</summary>
/// <param name="Name">The name in the literature.</param>
/// <param name="Summary">What it is, in one sentence.</param>
/// <param name="ForbiddenBy">
/// The weakest models that forbid it whatever the rest of the history, names in <see
/// cref="ConsistencyModels"/>; whatever implies one of them forbids it, too.
/// </param>
/// <param name="Source">Where it is defined.</param>
internal sealed record AnomalyKind(
    string Name,
    string Summary,
    IReadOnlyList<string> ForbiddenBy,
    string Source
)
{
    private const string Adya = "Adya, MIT 1999, section 3.2";
    private const string Elle = "Kingsbury and Alvaro, VLDB 2020, section 4.3";
    private const string Cerone = "Cerone, Bernardi and Gotsman, CONCUR 2015, section 3";

    /// <summary>An element twice in one list.</summary>
    public static AnomalyKind DuplicateElements { get; } =
        new("duplicate-elements", "a read holds an element twice", ["read-uncommitted"], Elle);

    /// <summary>A value from nowhere.</summary>
    public static AnomalyKind ThinAirRead { get; } =
        new("thin-air-read", "a value is read that nobody wrote", ["read-uncommitted"], Elle);

    /// <summary>A read from an aborted transaction.</summary>
    public static AnomalyKind AbortedRead { get; } =
        new("G1a", "a value is read whose transaction aborted", ["read-committed"], Adya);

    /// <summary>A read of a value that its own transaction replaced.</summary>
    public static AnomalyKind IntermediateRead { get; } =
        new("G1b", "a value is read that its transaction replaced later", ["read-committed"], Adya);

    /// <summary>A committed version that builds upon an aborted one.</summary>
    public static AnomalyKind DirtyUpdate { get; } =
        new("dirty-update", "a committed version builds upon an aborted one", ["read-committed"], Elle);

    /// <summary>Two reads that no one order of versions explains.</summary>
    public static AnomalyKind IncompatibleOrder { get; } =
        new(
            "incompatible-order",
            "two reads of a list agree on no order of its versions",
            ["read-committed"],
            Elle
        );

    /// <summary>A transaction that contradicts itself.</summary>
    public static AnomalyKind Internal { get; } =
        new(
            "internal",
            "a read contradicts what its own transaction had read or written before",
            ["read-atomic", "read-committed-BE", "serializable"],
            Cerone + ", axiom INT"
        );

    /// <summary>A cycle of writes.</summary>
    public static AnomalyKind DirtyWrite { get; } =
        new("G0", "the writes of transactions mix", ["read-uncommitted"], Adya);

    /// <summary>A cycle of writes and reads.</summary>
    public static AnomalyKind CircularInformationFlow { get; } =
        new(
            "G1c",
            "each of some transactions depends on the effects of the others",
            ["read-committed"],
            Adya
        );

    /// <summary>A cycle with one anti-dependency.</summary>
    public static AnomalyKind SingleAntiDependency { get; } =
        new(
            "G-single",
            "a transaction misses an effect of one on which it depends",
            ["consistent-view", "parallel-snapshot-isolation", "prefix"],
            "Adya, MIT 1999, section 4.2"
        );

    /// <summary>A cycle whose anti-dependencies are apart.</summary>
    public static AnomalyKind NonAdjacentAntiDependency { get; } =
        new(
            "G-nonadjacent",
            "a cycle with several anti-dependencies, no two of them in a row",
            ["snapshot-isolation", "repeatable-read"],
            "Cerone and Gotsman, PODC 2016, theorem 9"
        );

    /// <summary>Two readers who disagree on the order of two writers.</summary>
    public static AnomalyKind LongFork { get; } =
        new(
            "long-fork",
            "two readers see two writers in opposite orders",
            ["prefix", "repeatable-read"],
            "Sovran et al., SOSP 2011, section 3.2"
        );

    /// <summary>A cycle with anti-dependencies in a row.</summary>
    public static AnomalyKind AntiDependency { get; } =
        new(
            "G2-item",
            "a cycle with anti-dependencies in a row, such as write skew",
            ["repeatable-read"],
            Adya
        );

    /// <summary>An update built upon a version that was no longer the newest.</summary>
    public static AnomalyKind LostUpdate { get; } =
        new(
            "lost-update",
            "a transaction updates a key without having seen another's update of it",
            ["cursor-stability", "update-atomic"],
            "Berenson et al., SIGMOD 1995, P4; Adya, MIT 1999, G-cursor"
        );

    /// <summary>Part of a transaction seen without the rest.</summary>
    public static AnomalyKind FracturedRead { get; } =
        new(
            "fractured-read",
            "a transaction sees part of another's writes and misses the rest",
            ["read-atomic"],
            "Bailis et al., SIGMOD 2014, section 3.2"
        );

    /// <summary>A transaction that is seen and then no more.</summary>
    public static AnomalyKind VanishingRead { get; } =
        new(
            "observed-transaction-vanishes",
            "a transaction sees another and later misses a write of it",
            ["monotonic-atomic-view"],
            "Bailis et al., VLDB 2013, section 5.1"
        );

    /// <summary>An effect seen without its cause.</summary>
    public static AnomalyKind CausalityViolation { get; } =
        new(
            "causality-violation",
            "a transaction misses an effect that what it saw depends on",
            ["causal-cerone"],
            Cerone + ", axiom TRANSVIS"
        );

    /// <summary>A stale read behind a fresh one in the same transaction.</summary>
    public static AnomalyKind NonMonotonicView { get; } =
        new(
            "G-monotonic",
            "a transaction misses an effect that an earlier step of it depends on",
            ["monotonic-view"],
            "Adya, MIT 1999, section 4.2"
        );

    /// <summary>A read from the reader's own future.</summary>
    public static AnomalyKind FutureRead { get; } =
        new(
            "future-read",
            "a value is read that the same transaction writes only later",
            ["read-committed"],
            "Biswas and Enea, OOPSLA 2019, section 2"
        );

    /// <summary>The kinds that a read shows without any order of transactions, from the worst.</summary>
    public static IReadOnlyList<AnomalyKind> OfSingleReads { get; } =
    [
        DuplicateElements,
        ThinAirRead,
        AbortedRead,
        IntermediateRead,
        DirtyUpdate,
        IncompatibleOrder,
        FutureRead,
        Internal,
    ];

    /// <summary>Every kind, from the worst.</summary>
    public static IReadOnlyList<AnomalyKind> All { get; } =
    [
        DuplicateElements,
        ThinAirRead,
        DirtyWrite,
        AbortedRead,
        IntermediateRead,
        DirtyUpdate,
        IncompatibleOrder,
        CircularInformationFlow,
        FutureRead,
        Internal,
        VanishingRead,
        FracturedRead,
        NonMonotonicView,
        LostUpdate,
        CausalityViolation,
        SingleAntiDependency,
        LongFork,
        NonAdjacentAntiDependency,
        AntiDependency,
    ];
}
