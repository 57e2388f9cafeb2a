using Simulation.Histories;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores;

/// <summary>What a client may ask of a key.</summary>
public enum KvFunction
{
    /// <summary>The value of the key.</summary>
    Read,

    /// <summary>A new value for the key.</summary>
    Write,

    /// <summary>A new value where the expected one stands.</summary>
    Cas,
}

/// <summary>A client's request to any replica of a key-value store, whatever its protocol.</summary>
/// <param name="Operation">The operation's index in the history: its identity, also as a write.</param>
/// <param name="Client">The client's number, unique in the world.</param>
/// <param name="Sequence">Counts the client's operations from 1; a retry repeats it, so that a store can
/// apply once.</param>
/// <param name="Function">What is asked.</param>
/// <param name="Key">The key.</param>
/// <param name="Argument">The value written, or for a cas the new value; nil for a read.</param>
/// <param name="Expected">For a cas the value that must stand; else nil.</param>
public sealed record KvRequest(
    int Operation,
    int Client,
    long Sequence,
    KvFunction Function,
    string Key,
    Value Argument,
    Value Expected
);

/// <summary>How a replica answered.</summary>
public enum KvStatus
{
    /// <summary>It took effect; a read carries its value.</summary>
    Done,

    /// <summary>A cas found another value and changed nothing.</summary>
    Mismatch,

    /// <summary>It did not happen and will not, for the reason given.</summary>
    Refused,

    /// <summary>It did not happen here; another replica may take it.</summary>
    Redirect,
}

/// <summary>A replica's answer to a <see cref="KvRequest"/>.</summary>
/// <param name="Operation">The request's operation.</param>
/// <param name="Status">How it ended at this replica.</param>
/// <param name="Result">The value read; nil otherwise.</param>
/// <param name="Target">With <see cref="KvStatus.Redirect"/>, who may take it; null when nobody is
/// known.</param>
/// <param name="Reason">With <see cref="KvStatus.Refused"/>, why, in a few words; else null.</param>
public sealed record KvReply(int Operation, KvStatus Status, Value Result, ProcessRef? Target, string? Reason)
{
    /// <summary>It took effect.</summary>
    public static KvReply Done(int operation, Value result = default) =>
        new(operation, KvStatus.Done, result, null, null);

    /// <summary>A cas found another value.</summary>
    public static KvReply Mismatch(int operation) => new(operation, KvStatus.Mismatch, default, null, null);

    /// <summary>It did not and will not happen.</summary>
    public static KvReply Refused(int operation, string reason) =>
        new(operation, KvStatus.Refused, default, null, reason);

    /// <summary>Another replica may take it.</summary>
    public static KvReply Redirect(int operation, ProcessRef? target) =>
        new(operation, KvStatus.Redirect, default, target, null);
}
