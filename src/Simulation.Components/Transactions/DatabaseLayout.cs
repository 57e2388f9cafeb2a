using Simulation.Kernel.Nodes;
using Simulation.Kernel.Tracing;

namespace Simulation.Components.Transactions;

/// <summary>Which processes a database consists of; complete before the first of them starts.</summary>
internal sealed class DatabaseLayout
{
    private readonly List<IReadOnlyList<ProcessRef>> _shards = [];
    private readonly List<ProcessRef> _coordinators = [];

    /// <summary>The replicas of each shard.</summary>
    public IReadOnlyList<IReadOnlyList<ProcessRef>> Shards => _shards;

    /// <summary>One process a node, which clients ask.</summary>
    public IReadOnlyList<ProcessRef> Coordinators => _coordinators;

    /// <summary>The shard that a key belongs to; the same in every run.</summary>
    public int ShardOf(string key)
    {
        // The last letters of short keys hardly reach the upper bits; a multiplication spreads them.
        ulong spread = unchecked(Trace.Hash(key) * 0x9E3779B97F4A7C15) >> 33;
        return (int)(spread % (ulong)_shards.Count);
    }

    /// <summary>Adds a shard.</summary>
    /// <param name="replicas">Its replicas, which may be filled in later.</param>
    public void AddShard(IReadOnlyList<ProcessRef> replicas) => _shards.Add(replicas);

    /// <summary>Adds a coordinator.</summary>
    public void AddCoordinator(ProcessRef coordinator) => _coordinators.Add(coordinator);
}
