using Simulation.Checkers.Transactions.Anomalies;

namespace Simulation.Checkers.Transactions.Registers;

/// <summary>What can be wrong with a single read, whatever the order of transactions.</summary>
internal enum ReadAnomalyKind
{
    /// <summary>The value was never written.</summary>
    ThinAir,

    /// <summary>The value was written by transactions that aborted (Adya's G1a).</summary>
    Aborted,

    /// <summary>The value was overwritten by its own transaction (Adya's G1b).</summary>
    Intermediate,

    /// <summary>The transaction writes the value only later.</summary>
    Future,

    /// <summary>The transaction had written another value before.</summary>
    Internal,
}

/// <summary>A read that cannot be right.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Reader">The transaction that read.</param>
/// <param name="Key">The key's number.</param>
/// <param name="Value">The number of the value read.</param>
/// <param name="Writer">
/// Who wrote that value, or for <see cref="ReadAnomalyKind.Internal"/> the reader; -1 for nobody.
/// </param>
/// <param name="Other">
/// The value that the reader had written itself, for <see cref="ReadAnomalyKind.Internal"/>; else 0.
/// </param>
internal readonly record struct ReadAnomaly(
    ReadAnomalyKind Kind,
    int Reader,
    int Key,
    int Value,
    int Writer,
    int Other
)
{
    /// <summary>The name of the anomaly as the literature has it.</summary>
    public string Name => Known.Name;

    /// <summary>
    /// The weakest models that forbid it; every model that implies one of them forbids it, too.
    /// </summary>
    public IReadOnlyList<string> Breaks => Known.ForbiddenBy;

    private AnomalyKind Known =>
        Kind switch
        {
            ReadAnomalyKind.ThinAir => AnomalyKind.ThinAirRead,
            ReadAnomalyKind.Aborted => AnomalyKind.AbortedRead,
            ReadAnomalyKind.Intermediate => AnomalyKind.IntermediateRead,
            ReadAnomalyKind.Internal => AnomalyKind.Internal,
            _ => AnomalyKind.FutureRead,
        };
}
