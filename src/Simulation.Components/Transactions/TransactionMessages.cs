using Simulation.Histories;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Transactions;

/// <summary>What one step of a transaction does.</summary>
public enum TransactionFunction
{
    /// <summary>The value of a key; nil when it was never written.</summary>
    Read,

    /// <summary>A new value for a key.</summary>
    Write,

    /// <summary>One more value at the end of the list at a key.</summary>
    Append,

    /// <summary>All keys from one to another that have a value: a predicate read.</summary>
    ReadRange,
}

/// <summary>One step of a transaction.</summary>
/// <param name="Function">What it does.</param>
/// <param name="Key">The key; for a range the first one.</param>
/// <param name="Argument">The value written or appended; for a range its last key; nil for a read.</param>
public readonly record struct TransactionStep(TransactionFunction Function, string Key, Value Argument);

/// <summary>
/// A client's request to any node of a database, which becomes the transaction's coordinator: the next steps
/// of a transaction, of which a client has at most one open. The first request begins it. A client may send
/// all steps at once, or one by one to decide on what it has read.
/// </summary>
/// <param name="Operation">The transaction's index in the history: its identity.</param>
/// <param name="Client">The client's number, unique in the world.</param>
/// <param name="FirstStep">The place of the first of <paramref name="Steps"/> in the transaction, from 0; a
/// repeated request repeats it and is answered again, not done again.</param>
/// <param name="Steps">What to do, in order; may be empty when only the end is asked for.</param>
/// <param name="End">Whether the transaction goes on, commits, or aborts after these steps.</param>
public sealed record TransactionRequest(
    int Operation,
    int Client,
    int FirstStep,
    IReadOnlyList<TransactionStep> Steps,
    TransactionEnd End
);

/// <summary>What happens after the steps of a request.</summary>
public enum TransactionEnd
{
    /// <summary>More steps follow.</summary>
    None,

    /// <summary>It commits, if it may.</summary>
    Commit,

    /// <summary>It is undone, at the client's wish.</summary>
    Abort,
}

/// <summary>How a request of a transaction went.</summary>
public enum TransactionStatus
{
    /// <summary>The steps are done, and so is the commit where one was asked for.</summary>
    Done,

    /// <summary>The transaction is undone for good, at the client's wish or for the reason given.</summary>
    Aborted,

    /// <summary>Nothing was done here; another node may take it.</summary>
    Redirect,

    /// <summary>Nobody knows (yet) whether it committed.</summary>
    Unknown,
}

/// <summary>A coordinator's answer to a <see cref="TransactionRequest"/>.</summary>
/// <param name="Operation">The request's operation.</param>
/// <param name="FirstStep">The request's first step.</param>
/// <param name="Status">How it went.</param>
/// <param name="Results">One value a step when done: what a read returned (a list for a list; a list of
/// [key, value] for a range), nil for the others.</param>
/// <param name="Target">With <see cref="TransactionStatus.Redirect"/>, who may take it; null when nobody is
/// known.</param>
/// <param name="Reason">When aborted, why, in kebab-case: <c>write-conflict</c>, <c>deadlock</c>; else
/// null.</param>
public sealed record TransactionReply(
    int Operation,
    int FirstStep,
    TransactionStatus Status,
    IReadOnlyList<Value> Results,
    ProcessRef? Target,
    string? Reason
);
