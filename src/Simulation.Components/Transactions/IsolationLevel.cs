namespace Simulation.Components.Transactions;

/// <summary>What a transaction reads, and what it locks to read it.</summary>
internal enum ReadRule
{
    /// <summary>The newest value, committed or not; no lock.</summary>
    Uncommitted,

    /// <summary>The newest committed value; no lock.</summary>
    Committed,

    /// <summary>The newest committed value under a shared lock that is held until the next step;
    /// a write of what was read fails if it was overwritten since.</summary>
    Cursor,

    /// <summary>The newest committed value under a shared lock that is held to the end; a range locks the
    /// keys that it found, but not the gaps between.</summary>
    ItemLocks,

    /// <summary>As <see cref="ItemLocks"/>, and a range is locked as a whole.</summary>
    RangeLocks,

    /// <summary>The newest value that was committed before the transaction began; no lock.</summary>
    Snapshot,

    /// <summary>The newest committed value without a lock; whether it still stands is checked at the
    /// end.</summary>
    Validated,
}

/// <summary>A name for what transactions are promised, and the protocol that keeps the promise.</summary>
/// <param name="Name">What <c>isolation:</c> calls it.</param>
/// <param name="Aliases">Other names for the same.</param>
/// <param name="Reads">What is read, and under which locks.</param>
/// <param name="Source">Where the protocol is from.</param>
internal sealed record IsolationLevel(
    string Name,
    IReadOnlyList<string> Aliases,
    ReadRule Reads,
    string Source
)
{
    /// <summary>
    /// All levels, strongest first. Down to repeatable-read the weaker locking levels are those of Gray et
    /// al.: all hold write locks to the end and differ in how long they hold read locks.
    /// </summary>
    public static IReadOnlyList<IsolationLevel> All { get; } =
    [
        new(
            "strict-serializable",
            ["strong-serializable"],
            ReadRule.RangeLocks,
            "Eswaran, Gray, Lorie, Traiger, CACM 1976; Corbett et al., OSDI 2012"
        ),
        new(
            "serializable",
            [],
            ReadRule.RangeLocks,
            "Eswaran, Gray, Lorie, Traiger, CACM 1976; Bernstein and Goodman, TODS 1983 for its snapshots"
        ),
        new(
            "snapshot-isolation",
            ["snapshot"],
            ReadRule.Snapshot,
            "Berenson et al., SIGMOD 1995; Du, Elnikety, Zwaenepoel, SRDS 2013"
        ),
        new("repeatable-read", [], ReadRule.ItemLocks, "Gray, Lorie, Putzolu, Traiger, 1976, degree 2.99"),
        new(
            "cursor-stability",
            [],
            ReadRule.Cursor,
            "Berenson et al., SIGMOD 1995, section 4.1; Adya, MIT 1999, PL-CS"
        ),
        new("read-committed", [], ReadRule.Committed, "Gray et al. 1976, degree 2, on committed versions"),
        new("read-uncommitted", [], ReadRule.Uncommitted, "Gray et al. 1976, degree 1"),
    ];

    /// <summary>Whether a write takes its lock at once, rather than at the end.</summary>
    public bool LocksWrites => Reads is not (ReadRule.Snapshot or ReadRule.Validated);

    /// <summary>Whether reads leave something behind that must be confirmed at the end.</summary>
    public bool ConfirmsReads => Reads is ReadRule.ItemLocks or ReadRule.RangeLocks or ReadRule.Validated;

    /// <summary>The level of a name or alias, or null.</summary>
    public static IsolationLevel? Find(string name) =>
        All.FirstOrDefault(level =>
            string.Equals(level.Name, name, StringComparison.Ordinal)
            || level.Aliases.Contains(name, StringComparer.Ordinal)
        );
}
