using Simulation.Kernel;
using Simulation.Kernel.Networking;

namespace Simulation.Components.Stores.Raft;

/// <summary>
/// One entry of the replicated log: the leader's term when it was made, and the client's command.
/// </summary>
/// <param name="Term">The term of the leader that received it.</param>
/// <param name="Request">
/// The command, a write or cas of a key-value store or an <see cref="IReplicatedCommand"/>; null for the
/// no-op with which a leader begins its term.
/// </param>
internal readonly record struct LogEntry(long Term, object? Request)
{
    private const int OverheadBytes = 32;

    /// <summary>What a reader that trusts its disk takes a damaged entry for.</summary>
    public static LogEntry Garbled(LogEntry entry) =>
        entry.Request is ICorruptible command ? entry with { Request = command.Corrupted() } : entry;

    /// <summary>About what it takes on the wire.</summary>
    public int SizeBytes =>
        OverheadBytes
        + Request switch
        {
            null => 0,
            KvRequest request => request.Key.Length + (request.Argument.AsText?.Length ?? sizeof(long)),
            IReplicatedCommand command => command.SizeBytes,
            _ => throw new InvariantViolation("the log holds commands only"),
        };
}

/// <summary>A command of a replicated state machine other than the key-value store's.</summary>
internal interface IReplicatedCommand
{
    /// <summary>About what it takes on the wire.</summary>
    int SizeBytes { get; }
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
