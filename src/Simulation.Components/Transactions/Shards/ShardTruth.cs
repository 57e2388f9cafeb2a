using Simulation.Components.Stores;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Transactions.Shards;

/// <summary>
/// Reports to the ground truth what a replica of a shard shows. It belongs to the lab, not to the node, and so
/// remembers across crashes what the replica showed before.
/// </summary>
internal sealed class ShardTruth(StoreDeployment deployment, Node node)
{
    private readonly ShownWrites _shown = new(deployment, node);
    private readonly HashSet<(string Key, int Operation)> _accepted = [];

    /// <summary>
    /// A committed write became visible. When it is applied again after a crash, it is no acceptance.
    /// </summary>
    public void Show(string key, KeyVersion version) =>
        _shown.Show(key, version.Operation, isAcceptance: _accepted.Add((key, version.Operation)));

    /// <summary>The whole state was replaced, by a start or by the leader's snapshot.</summary>
    public void Replace(VersionedKeys keys) => _shown.Replace(key => keys.Newest(key).Operation, keys.Keys);
}
