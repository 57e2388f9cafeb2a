using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores.Crdt;

/// <summary>
/// Every replica takes reads and updates by itself and sends the others the states that changed; states are
/// joined, so that whatever order they come in, and however often, replicas end up equal and no update of a
/// counter or a set is lost. A cas compares with the local value only.
/// </summary>
/// <remarks>Source: Shapiro, Preguica, Baquero, Zawirski, "Conflict-Free Replicated Data Types", SSS 2011;
/// Almeida, Shoker, Baquero, "Delta State Replicated Data Types", JPDC 2018, section 6.1 (anti-entropy). A
/// request that a client repeats at another replica is another update.</remarks>
public static class CrdtStore
{
    /// <summary>A comparison of two replicas found differences and mended them.</summary>
    public const string Repaired = "anti-entropy-repair";

    /// <summary>What replicas announce.</summary>
    public static IReadOnlyList<string> Happenings { get; } = [Repaired];

    /// <summary>Puts one replica on each node of a deployment.</summary>
    public static IReadOnlyList<ProcessRef> Deploy(StoreDeployment deployment, CrdtOptions options)
    {
        var book = new UpdateBook(deployment);
        CrdtTruth[] truths =
        [
            .. deployment.Nodes.Select(node => new CrdtTruth(
                options.Type,
                book,
                new ShownWrites(deployment, node),
                node
            )),
        ];
        return deployment.DeployReplicas(
            (place, peers) => new CrdtReplica(options, place, peers, truths[place])
        );
    }
}
