using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Quorum;

/// <summary>
/// Every key has N homes; a write waits for W of them and a read for R, and whoever is asked coordinates.
/// With R + W &gt; N and a strict quorum each read meets the last acknowledged write; concurrent writes, and
/// a cas, which is a read followed by a write, are nevertheless not linearizable. A read of siblings returns
/// the one with the latest stamp, and the client's next write through the same coordinator supersedes all it
/// has seen. A retry through another coordinator is another write.
/// </summary>
/// <remarks>Source: DeCandia et al., "Dynamo: Amazon's Highly Available Key-value Store", SOSP 2007, section
/// 4; Gifford, "Weighted Voting for Replicated Data", SOSP 1979.</remarks>
public static class QuorumStore
{
    /// <summary>A read sent what it found to replicas that had less.</summary>
    public const string ReadRepaired = "read-repair";

    /// <summary>A home got writes that were kept for it.</summary>
    public const string HintDelivered = "hint-delivered";

    /// <summary>A comparison of hash trees found differences and mended them.</summary>
    public const string AntiEntropyRepaired = "anti-entropy-repair";

    /// <summary>What replicas announce.</summary>
    public static IReadOnlyList<string> Happenings { get; } =
    [ReadRepaired, HintDelivered, AntiEntropyRepaired];

    /// <summary>Puts one replica on each node of a deployment.</summary>
    public static IReadOnlyList<ProcessRef> Deploy(StoreDeployment deployment, QuorumOptions options)
    {
        var ring = new HashRing([.. deployment.Nodes.Select(node => node.Name)]);
        deployment.Truth.HomesOf = key =>
            [.. ring.PreferenceList(key).Take(options.Copies).Select(place => deployment.Nodes[place].Index)];
        ShownWrites[] shown = [.. deployment.Nodes.Select(node => new ShownWrites(deployment, node))];
        return deployment.DeployReplicas(
            (place, peers) => new QuorumReplica(options, place, peers, shown[place])
        );
    }
}
