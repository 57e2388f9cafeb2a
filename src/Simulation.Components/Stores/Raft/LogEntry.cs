namespace Simulation.Components.Stores.Raft;

/// <summary>
/// One entry of the replicated log: the leader's term when it was made, and the client's command.
/// </summary>
/// <param name="Term">The term of the leader that received it.</param>
/// <param name="Request">The write or cas; null for the no-op with which a leader begins its term.</param>
internal readonly record struct LogEntry(long Term, KvRequest? Request)
{
    private const int OverheadBytes = 32;

    /// <summary>About what it takes on the wire.</summary>
    public int SizeBytes =>
        Request is null
            ? OverheadBytes
            : OverheadBytes + Request.Key.Length + (Request.Argument.AsText?.Length ?? sizeof(long));
}

/// <summary>
/// A place in the log: an index, counted from 1, and the term of the entry there; 0/0 is before all.
/// </summary>
internal readonly record struct LogPosition(long Index, long Term)
{
    /// <summary>Whether a log that ends here is at least as up to date as one that ends there.</summary>
    /// <remarks>Source: Ongaro and Ousterhout 2014, section 5.4.1.</remarks>
    public bool IsUpToDateWith(LogPosition other) =>
        Term > other.Term || (Term == other.Term && Index >= other.Index);

    /// <summary>The place as <c>index/term</c>.</summary>
    public override string ToString() => $"{Index}/{Term}";
}
