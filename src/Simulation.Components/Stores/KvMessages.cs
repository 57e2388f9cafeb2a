using Simulation.Histories;
using Simulation.Kernel.Networking;
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

    /// <summary>Adds the argument, a whole number, to a counter.</summary>
    Increment,

    /// <summary>The number of a counter; 0 before its first increment.</summary>
    ReadCounter,

    /// <summary>Puts the argument into a set.</summary>
    AddElement,

    /// <summary>Takes the argument out of a set; nothing when it is not in it.</summary>
    RemoveElement,

    /// <summary>The elements of a set, in an order that means nothing; the empty list before the
    /// first.</summary>
    ReadSet,

    /// <summary>Puts the argument at the end of a queue.</summary>
    Enqueue,

    /// <summary>Takes the element at the front of a queue; <see cref="KvStatus.Mismatch"/> when it is
    /// empty.</summary>
    Dequeue,

    /// <summary>A number that no other request gets from the same key.</summary>
    GenerateId,

    /// <summary>All that a shard has of a part of the keys; asked by the keeper of a shard map, of a log's
    /// leader.</summary>
    ExportPart,

    /// <summary>Takes over what another shard had of a part of the keys.</summary>
    ImportPart,
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
/// <param name="Token">What the client has seen and written so far, as the store told it with its last
/// answer; null for nothing, or where the store tells nothing.</param>
public sealed record KvRequest(
    int Operation,
    int Client,
    long Sequence,
    KvFunction Function,
    string Key,
    Value Argument,
    Value Expected,
    SessionToken? Token = null
) : ICorruptible
{
    /// <inheritdoc/>
    public object Corrupted() => this with { Argument = CorruptedValue.Of(Argument) };
}

/// <summary>How a replica answered.</summary>
public enum KvStatus
{
    /// <summary>It took effect; a read carries its value.</summary>
    Done,

    /// <summary>A cas found another value, or a dequeue an empty queue, and changed nothing.</summary>
    Mismatch,

    /// <summary>It did not happen and will not, for the reason given.</summary>
    Refused,

    /// <summary>It did not happen here; another replica may take it.</summary>
    Redirect,
}

/// <summary>A replica's answer to a <see cref="KvRequest"/>.</summary>
/// <param name="Operation">The request's operation.</param>
/// <param name="Status">How it ended at this replica.</param>
/// <param name="Result">The value read, taken or generated; nil otherwise.</param>
/// <param name="Target">With <see cref="KvStatus.Redirect"/>, who may take it; null when nobody is
/// known.</param>
/// <param name="Reason">With <see cref="KvStatus.Refused"/>, why, in a few words; else null.</param>
/// <param name="Token">What the client has now seen and written, to be sent with its next request; null where
/// the store has no sessions.</param>
public sealed record KvReply(
    int Operation,
    KvStatus Status,
    Value Result,
    ProcessRef? Target,
    string? Reason,
    SessionToken? Token = null
) : ICorruptible
{
    /// <summary>The reason of a store that has nothing but registers.</summary>
    public const string OnlyRegisters = "the store has registers only";

    /// <inheritdoc/>
    public object Corrupted() => this with { Result = CorruptedValue.Of(Result) };

    /// <summary>It took effect.</summary>
    public static KvReply Done(int operation, Value result = default, SessionToken? token = null) =>
        new(operation, KvStatus.Done, result, null, null, token);

    /// <summary>A cas found another value, or a dequeue none.</summary>
    public static KvReply Mismatch(int operation, SessionToken? token = null) =>
        new(operation, KvStatus.Mismatch, default, null, null, token);

    /// <summary>It did not and will not happen.</summary>
    public static KvReply Refused(int operation, string reason) =>
        new(operation, KvStatus.Refused, default, null, reason);

    /// <summary>Another replica may take it.</summary>
    public static KvReply Redirect(int operation, ProcessRef? target) =>
        new(operation, KvStatus.Redirect, default, target, null);
}
