using Simulation.Components.Transactions.Shards;
using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Transactions.Coordination;

/// <summary>What a coordinator is doing for a transaction.</summary>
internal enum SessionPhase
{
    /// <summary>It waits for the client's next request.</summary>
    Idle,

    /// <summary>A step is at its shards.</summary>
    Executing,

    /// <summary>The only shard concerned commits.</summary>
    CommittingAlone,

    /// <summary>The shards are asked to prepare.</summary>
    Preparing,

    /// <summary>The stamp of the commit is not yet certainly past.</summary>
    WaitingOut,

    /// <summary>The decision is on its way into the coordinator's own log.</summary>
    Logging,

    /// <summary>The decision is on its way into the log of the transaction's home.</summary>
    Deciding,

    /// <summary>The client knows; the shards are told until they have said that they know.</summary>
    Finishing,

    /// <summary>All is done.</summary>
    Ended,
}

/// <summary>A shard's part in a transaction.</summary>
/// <param name="shard">The shard.</param>
internal sealed class Part(int shard)
{
    /// <summary>The shard.</summary>
    public int Shard { get; } = shard;

    /// <summary>How many steps it has done.</summary>
    public int StepCount { get; set; }

    /// <summary>Whether it was written to.</summary>
    public bool IsWritten { get; set; }

    /// <summary>The leader that has the transaction in its memory; null before its first answer.</summary>
    public ProcessRef? Leader { get; set; }

    /// <summary>What it is asked now; null when it has answered.</summary>
    public ShardRequest? Asked { get; set; }

    /// <summary>How often it was asked the same since it was last waited for.</summary>
    public int Hops { get; set; }

    /// <summary>The earliest stamp of its writes, once it is prepared.</summary>
    public long? Stamp { get; set; }

    /// <summary>What its part of a step returned.</summary>
    public Value Result { get; set; }
}

/// <summary>A transaction as its coordinator knows it; lost when its node crashes.</summary>
/// <param name="start">How it began.</param>
/// <param name="client">The client's number.</param>
internal sealed class Session(TransactionStart start, int client)
{
    private readonly List<Part> _parts = [];

    /// <summary>How it began.</summary>
    public TransactionStart Start { get; } = start;

    /// <summary>Which attempt it is.</summary>
    public TransactionId Id => Start.Id;

    /// <summary>The client's number.</summary>
    public int Client { get; } = client;

    /// <summary>Whom to answer.</summary>
    public ProcessRef? Source { get; set; }

    /// <summary>What is being done.</summary>
    public SessionPhase Phase { get; set; }

    /// <summary>The client's latest request.</summary>
    public TransactionRequest Request { get; set; } = null!;

    /// <summary>The answer to it; null while there is none.</summary>
    public TransactionReply? Reply { get; set; }

    /// <summary>Why it is undone; null when it is not.</summary>
    public string? Reason { get; set; }

    /// <summary>What the steps returned so far, one value a step.</summary>
    public List<Value> Results { get; } = [];

    /// <summary>The shards that take part, in the order of the first steps there.</summary>
    public IReadOnlyList<Part> Parts => _parts;

    /// <summary>The shard that keeps the decision.</summary>
    public int Home { get; set; }

    /// <summary>The stamp of the commit, once it is chosen.</summary>
    public long Stamp { get; set; }

    /// <summary>When, by the node's clock, the phase began.</summary>
    public SimTime Since { get; set; }

    /// <summary>How often the phase's requests were repeated.</summary>
    public int Repeats { get; set; }

    /// <summary>When, by the node's clock, to look at it again.</summary>
    public SimTime Due { get; set; }

    /// <summary>The sync that the coordinator's own log waits for.</summary>
    public long Ticket { get; set; }

    /// <summary>The part of a shard, made when it is asked for first.</summary>
    public Part PartOf(int shard)
    {
        Part? part = Find(shard);
        if (part is null)
        {
            part = new Part(shard);
            _parts.Add(part);
        }

        return part;
    }

    /// <summary>The part of a shard, or null.</summary>
    public Part? Find(int shard) => _parts.Find(part => part.Shard == shard);

    /// <summary>Whether no shard has yet to answer.</summary>
    public bool HasAllAnswers => _parts.TrueForAll(part => part.Asked is null);
}
