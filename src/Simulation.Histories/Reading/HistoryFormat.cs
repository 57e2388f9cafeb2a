namespace Simulation.Histories.Reading;

/// <summary>The kinds of history files that are understood, told apart by their content.</summary>
public enum HistoryFormat
{
    /// <summary>One event a line in JSON, with <c>index</c> and usually <c>time</c>: the lab's own.</summary>
    Jsonl,

    /// <summary>One event a line in JSON, with <c>i</c>: order only.</summary>
    EventsJsonl,

    /// <summary>One history a line in JSON, its events under <c>history</c>.</summary>
    CasesJsonl,

    /// <summary>
    /// Jepsen's operation maps in EDN, in one vector or list, or one after the other (Porcupine's kv).
    /// </summary>
    Edn,

    /// <summary>The text log of a Jepsen run (Porcupine's etcd set).</summary>
    JepsenLog,

    /// <summary>
    /// A step of a transaction a line, <c>r(key,value,session,transaction)</c> (Plume, PolySI).
    /// </summary>
    Plume,

    /// <summary>A step of a transaction a line, <c>r key value</c>, and lines between them (AWDIT).</summary>
    SessionText,
}
