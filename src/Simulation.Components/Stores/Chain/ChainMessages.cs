using Simulation.Components.Stores.Raft;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Chain;

/// <summary>An update on its way down the chain.</summary>
/// <param name="Sequence">Counts the updates from 1.</param>
/// <param name="Request">What the client asked.</param>
/// <param name="Client">Whom the tail answers.</param>
internal sealed record ChainEntry(long Sequence, KvRequest Request, ProcessRef Client);

/// <summary>What neighbours say to each other; all of it counts in its epoch only.</summary>
internal abstract record ChainMessage(long Epoch)
{
    /// <summary>To the successor: I am here.</summary>
    public sealed record Ping(long Epoch) : ChainMessage(Epoch);

    /// <summary>To a new successor: what have you got?</summary>
    public sealed record Connect(long Epoch) : ChainMessage(Epoch);

    /// <summary>To the predecessor: the last update that I have; null for no state at all.</summary>
    public sealed record Connected(long Epoch, long? Last) : ChainMessage(Epoch);

    /// <summary>To a successor without a state, or with one too old: what is committed.</summary>
    public sealed record Install(long Epoch, RaftSnapshot Snapshot) : ChainMessage(Epoch);

    /// <summary>To the successor: updates in their order.</summary>
    public sealed record Forward(long Epoch, ChainEntry[] Entries) : ChainMessage(Epoch);

    /// <summary>To the predecessor: what is on my disk, and what the tail has committed.</summary>
    public sealed record Acknowledge(long Epoch, long Durable, long Committed) : ChainMessage(Epoch);

    /// <summary>CRAQ, to the tail: which update was committed last?</summary>
    public sealed record VersionQuery(long Epoch, long Number) : ChainMessage(Epoch);

    /// <summary>CRAQ, from the tail.</summary>
    public sealed record VersionAnswer(long Epoch, long Number, long Committed) : ChainMessage(Epoch);
}
