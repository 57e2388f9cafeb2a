using Simulation.Components.Workloads;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;

namespace Simulation.Tests.Components;

/// <summary>Half a minute of load on a lossy network while one node after the other crashes or is cut
/// off.</summary>
internal static class RandomFaults
{
    private const int Rounds = 8;

    /// <summary>
    /// Each round takes a node away, often the primary where there is one, for 2.5 s: crashed, or cut off
    /// together with a client. At the end all is healed for 6 s.
    /// </summary>
    public static void Run(StoreWorld store)
    {
        store.World.Topology.SetLinks(
            (_, _) => true,
            new LinkProfile
            {
                Latency = new UniformUpTo(4.Milliseconds),
                Loss = new Ratio(5_000),
                Duplicate = new Ratio(5_000),
            }
        );
        Workload load = store.Load(
            StoreWorld.Plan(StoreWorld.At(4_000 * Rounds)) with
            {
                Retry = new RetryPlan(),
                Arrival = new Arrival.Open(new UniformUpTo(20.Milliseconds)),
            }
        );
        RandomStream chance = store.World.Random.Split("test faults");
        for (int round = 0; round < Rounds; round++)
        {
            store.RunFor(1_500);
            Node[] primaries = [.. store.World.Roles.NodesIn("primary")];
            Node node =
                primaries.Length > 0 && chance.NextBelow(2) == 0
                    ? primaries[^1]
                    : store.Nodes[chance.NextBelow(store.Nodes.Count)];
            TakeAway(store, chance.NextBelow(2) == 0, node, load.Clients[chance.NextBelow(3)].Node);
        }

        store.RunFor(6_000);
    }

    private static void TakeAway(StoreWorld store, bool crashes, Node node, Node client)
    {
        if (crashes)
        {
            node.Crash();
            store.RunFor(2_500);
            node.Restart();
        }
        else
        {
            PacketRule cut = store.Isolate(node, client);
            store.RunFor(2_500);
            store.Heal(cut);
        }
    }
}
