using Simulation.Kernel.Time;

namespace Simulation.Histories;

/// <summary>How an operation ended, as its client knows it.</summary>
public enum Outcome
{
    /// <summary>
    /// Nobody knows whether it took effect, and it may still do so at any later time (Jepsen's info).
    /// </summary>
    Lost,

    /// <summary>It took effect and the client was told (Jepsen's ok).</summary>
    Succeeded,

    /// <summary>It certainly did not happen and never will (Jepsen's fail).</summary>
    Refused,
}

/// <summary>One request of a client: what it asked, when, and what it was told.</summary>
public sealed record Operation
{
    /// <summary>
    /// Place in the history's list of operations, counted from 0 in the order of invocation.
    /// </summary>
    public required int Index { get; init; }

    /// <summary>
    /// The client's process; it has at most one open operation, unless an earlier one was lost.
    /// </summary>
    public required int Process { get; init; }

    /// <summary>What is asked, one of <see cref="Functions"/> for registers.</summary>
    public required string Function { get; init; }

    /// <summary>The object it concerns; null when the history has just one.</summary>
    public string? Key { get; init; }

    /// <summary>
    /// What goes in: the value written or appended, <c>[expected, new]</c> for a cas, nil for a read.
    /// </summary>
    public Value Argument { get; init; }

    /// <summary>What came back: the value read; nil when nothing did.</summary>
    public Value Result { get; init; }

    /// <summary>How it ended.</summary>
    public Outcome Outcome { get; init; }

    /// <summary>Why it was refused or lost, in the component's words; null when it succeeded.</summary>
    public string? Error { get; init; }

    /// <summary>When the client asked; real time, not the client's clock.</summary>
    public SimTime Invoked { get; init; }

    /// <summary>When the client was told, or gave up; null when the run ended first.</summary>
    public SimTime? Completed { get; init; }

    /// <summary>
    /// Whether the client got an answer to what it asked: also a cas that was told that another value stands
    /// there, a dequeue that was told that the queue is empty, and a transaction that was told that it cannot be.
    /// </summary>
    public bool IsAnswered =>
        Outcome == Outcome.Succeeded
        || IsAborted
        || (Outcome == Outcome.Refused && Error is Functions.CasMismatch or Functions.QueueEmpty);

    /// <summary>Whether it is a transaction that the database undid.</summary>
    public bool IsAborted =>
        Outcome == Outcome.Refused
        && Error is not null
        && Error.StartsWith(Functions.Aborted, StringComparison.Ordinal);

    /// <summary>
    /// Place of the invocation among all events; this, not the times, is the real-time order.
    /// </summary>
    public required int InvokedOrder { get; init; }

    /// <summary>
    /// Place of the completion among all events; <see cref="int.MaxValue"/> for an operation that was lost or
    /// never completed, since it stays open to the end.
    /// </summary>
    public required int CompletedOrder { get; init; }
}

/// <summary>The names of the functions on objects, as Jepsen and Porcupine write them.</summary>
public static class Functions
{
    /// <summary>Reads the value of a key.</summary>
    public const string Read = "read";

    /// <summary>Writes the value of a key.</summary>
    public const string Write = "write";

    /// <summary>
    /// Compare-and-set: writes the new value where the expected one stands, else is refused.
    /// </summary>
    public const string Cas = "cas";

    /// <summary>The error of a cas that found another value: an answer, though nothing was written.</summary>
    public const string CasMismatch = "mismatch";

    /// <summary>Adds a number to a counter, or an element to a set.</summary>
    public const string Add = "add";

    /// <summary>Takes an element out of a set.</summary>
    public const string Remove = "remove";

    /// <summary>Puts a value at the end of a queue.</summary>
    public const string Enqueue = "enqueue";

    /// <summary>Takes a value from the front of a queue.</summary>
    public const string Dequeue = "dequeue";

    /// <summary>The error of a dequeue that found nothing: an answer, though nothing was taken.</summary>
    public const string QueueEmpty = "empty";

    /// <summary>Makes an identifier that nobody else gets.</summary>
    public const string Generate = "generate";

    /// <summary>Reads the text of a key; a key that was never put holds the empty text.</summary>
    public const string Get = "get";

    /// <summary>Writes the text of a key.</summary>
    public const string Put = "put";

    /// <summary>Adds a text to the end of the text of a key.</summary>
    public const string Append = "append";

    /// <summary>
    /// A transaction: its argument is a list of steps <c>[function, key, value]</c>, and its result is the
    /// list of all steps it made, with what the reads returned as far as the client was told.
    /// </summary>
    public const string Transaction = "txn";

    /// <summary>
    /// How the error of a transaction begins that the database undid, which is an answer: <c>aborted:
    /// deadlock</c>.
    /// </summary>
    public const string Aborted = "aborted";

    /// <summary>A step that reads a key: a register's value, or a list.</summary>
    public const string StepRead = "r";

    /// <summary>A step that writes a register.</summary>
    public const string StepWrite = "w";

    /// <summary>A step that adds a value to the end of a list.</summary>
    public const string StepAppend = "append";
}
