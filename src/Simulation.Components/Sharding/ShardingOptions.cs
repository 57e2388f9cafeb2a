using Simulation.Components.Sharding.Partitioning;
using Simulation.Kernel.Options;

namespace Simulation.Components.Sharding;

/// <summary>Who finds the shard of a key.</summary>
public enum RoutingRule
{
    /// <summary>Whoever is asked passes the request on and the answer back.</summary>
    Proxy,

    /// <summary>Whoever is asked names the node to ask.</summary>
    AnyNode,
}

/// <summary>What becomes of a request when a shard's queue is full.</summary>
public enum FullQueueRule
{
    /// <summary>The newcomer is refused.</summary>
    Reject,

    /// <summary>The one that has waited longest is refused, and the newcomer waits.</summary>
    Shed,
}

/// <summary>How keys are spread over shards.</summary>
public sealed record PartitionOptions
{
    /// <summary>The rule.</summary>
    [Option("How keys are spread: hash (a ring), modulo, rendezvous, jump, directory or range.")]
    public PartitionRule By { get; init; } = PartitionRule.Hash;

    /// <summary>The points of a shard on the ring.</summary>
    [Option("With by hash: how many points each shard has on the ring.", Min = "1", Max = "4096")]
    public int VirtualNodes { get; init; } = 64;

    /// <summary>The number of slots.</summary>
    [Option("How many slots keys are hashed into; a slot moves as a whole.", Min = "1", Max = "16384")]
    public int Slots { get; init; } = 1_024;

    /// <summary>Where ranges begin.</summary>
    [Option("With by range: the keys at which a range begins; the ranges go to the shards in turn.")]
    public IReadOnlyList<string> SplitAt { get; init; } = [];
}

/// <summary>How many requests may wait for a shard.</summary>
public sealed record ShardQueueOptions
{
    /// <summary>The limit.</summary>
    [Option("How many requests may wait; off: any number.", Min = "1")]
    public int? Limit { get; init; }

    /// <summary>What happens then.</summary>
    [Option("What happens to one too many: reject (it) or shed (the oldest).")]
    public FullQueueRule WhenFull { get; init; } = FullQueueRule.Reject;
}

/// <summary>How each shard is replicated.</summary>
public sealed record ShardReplicationOptions
{
    /// <summary>How many replicas; null is one on each node.</summary>
    [Option("How many replicas each shard has; off: one on each node.", Min = "1")]
    public int? Factor { get; init; }

    /// <summary>What a shard promises.</summary>
    [Option("Without isolation: what each shard promises, as a kv-store's consistency; off: linearizable.")]
    public string? Consistency { get; init; }

    /// <summary>What a shard runs.</summary>
    [Option("Without isolation: instead of consistency, the protocol that each shard runs, by name.")]
    public string? Protocol { get; init; }
}
