using Simulation.Histories;
using Simulation.Kernel;
using Simulation.Kernel.Nodes;

namespace Simulation.Components.Stores;

/// <summary>What a store protocol needs to put its replicas into a world.</summary>
/// <param name="World">The world.</param>
/// <param name="Name">The component's name; the replica on n1 is called <c>name@n1</c>.</param>
/// <param name="Nodes">One replica goes on each, in this order.</param>
/// <param name="Truth">Where replicas report every change of a key's visible value.</param>
public sealed record StoreDeployment(World World, string Name, IReadOnlyList<Node> Nodes, GroundTruth Truth)
{
    /// <summary>
    /// Deploys one replica on each node. The peers, in the order of <see cref="Nodes"/>, are complete when
    /// the first replica starts.
    /// </summary>
    public IReadOnlyList<ProcessRef> DeployReplicas(Func<int, IReadOnlyList<ProcessRef>, Process> create)
    {
        var peers = new List<ProcessRef>(Nodes.Count);
        for (int index = 0; index < Nodes.Count; index++)
        {
            int place = index;
            peers.Add(World.Deploy(Nodes[index], $"{Name}@{Nodes[index].Name}", () => create(place, peers)));
        }

        return peers;
    }
}
