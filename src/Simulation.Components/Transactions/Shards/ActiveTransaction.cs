using Simulation.Histories;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Time;

namespace Simulation.Components.Transactions.Shards;

/// <summary>How far a transaction has come at a shard.</summary>
internal enum TransactionPhase
{
    /// <summary>It may still do steps, and may be undone at any time.</summary>
    Open,

    /// <summary>Its commit or promise is on its way into the log.</summary>
    Logging,

    /// <summary>It waits for the decision and cannot be undone without it.</summary>
    Prepared,
}

/// <summary>A value that a transaction gives a key.</summary>
internal readonly record struct KeyWrite(string Key, Value Value);

/// <summary>A version that a transaction has read and that must still stand at its end.</summary>
internal readonly record struct KeyRead(string Key, long Stamp);

/// <summary>A transaction as the leader of a shard knows it; lost when the leader changes.</summary>
/// <param name="start">How it began.</param>
/// <param name="coordinator">Who coordinates it.</param>
internal sealed class ActiveTransaction(TransactionStart start, ProcessRef coordinator)
{
    private readonly List<KeyWrite> _writes = [];

    /// <summary>How it began.</summary>
    public TransactionStart Start { get; } = start;

    /// <summary>Which attempt it is.</summary>
    public TransactionId Id => Start.Id;

    /// <summary>Who coordinates it.</summary>
    public ProcessRef Coordinator { get; } = coordinator;

    /// <summary>How far it has come.</summary>
    public TransactionPhase Phase { get; set; }

    /// <summary>How many steps this shard has done for it.</summary>
    public int StepCount { get; set; }

    /// <summary>The answer to its latest step, for a repeated request.</summary>
    public ShardReply.Executed? LastReply { get; set; }

    /// <summary>What it has written here, one value a key, in the order of the first writes.</summary>
    public IReadOnlyList<KeyWrite> Writes => _writes;

    /// <summary>The keys that it shares.</summary>
    public List<string> SharedKeys { get; } = [];

    /// <summary>The keys that it holds alone.</summary>
    public List<string> ExclusiveKeys { get; } = [];

    /// <summary>The ranges that it shares.</summary>
    public List<KeyRange> Ranges { get; } = [];

    /// <summary>What it has read and what must still stand at its end; only where reads are
    /// validated.</summary>
    public List<KeyRead> Reads { get; } = [];

    /// <summary>The ranges among <see cref="Reads"/>, and how many of those are of each.</summary>
    public List<(KeyRange Range, IReadOnlyList<KeyRead> Found)> RangeReads { get; } = [];

    /// <summary>The snapshot that it reads.</summary>
    public long Snapshot { get; set; } = start.Snapshot;

    /// <summary>Once it is on its way to commit, the earliest stamp that its writes may have.</summary>
    public long Stamp { get; set; }

    /// <summary>The shard that keeps the decision, once it is prepared.</summary>
    public int Home { get; set; }

    /// <summary>When, by the node's clock, it was last heard of, or prepared.</summary>
    public SimTime HeardAt { get; set; }

    /// <summary>When, by the node's clock, the decision was last asked for.</summary>
    public SimTime AskedAt { get; set; }

    /// <summary>Whether another transaction has met its locks since it was prepared.</summary>
    public bool IsMet { get; set; }

    /// <summary>Whether the decision is on its way into the log.</summary>
    public bool IsFinishing { get; set; }

    /// <summary>What it has written to a key; null when it has not.</summary>
    public Value? WrittenTo(string key)
    {
        foreach (KeyWrite write in _writes)
        {
            if (string.Equals(write.Key, key, StringComparison.Ordinal))
            {
                return write.Value;
            }
        }

        return null;
    }

    /// <summary>Gives a key a value, in place of any that it had given it before.</summary>
    public void Write(string key, Value value)
    {
        int place = _writes.FindIndex(write => string.Equals(write.Key, key, StringComparison.Ordinal));
        if (place >= 0)
        {
            _writes[place] = new KeyWrite(key, value);
        }
        else
        {
            _writes.Add(new KeyWrite(key, value));
        }
    }
}
