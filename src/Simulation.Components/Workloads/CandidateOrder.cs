using Simulation.Kernel.Nodes;
using Simulation.Kernel.Topologies;

namespace Simulation.Components.Workloads;

/// <summary>In which order a client turns to the replicas of a store.</summary>
internal static class CandidateOrder
{
    /// <summary>
    /// The nearest first: same zone, same region, same cloud, elsewhere. Clients begin at different ones of
    /// equally near replicas, by their number.
    /// </summary>
    public static ProcessRef[] ByNearness(Place client, int number, IReadOnlyList<ProcessRef> replicas)
    {
        var ordered = new List<ProcessRef>(replicas.Count);
        for (int distance = 0; distance <= 3; distance++)
        {
            ProcessRef[] ring =
            [
                .. replicas.Where(replica => Distance(client, replica.Node.Place) == distance),
            ];
            for (int step = 0; step < ring.Length; step++)
            {
                ordered.Add(ring[(number + step) % ring.Length]);
            }
        }

        return [.. ordered];
    }

    private static int Distance(Place one, Place other)
    {
        bool isCloud = string.Equals(one.Cloud, other.Cloud, StringComparison.Ordinal);
        bool isRegion = isCloud && string.Equals(one.Region, other.Region, StringComparison.Ordinal);
        bool isZone = isRegion && string.Equals(one.Zone, other.Zone, StringComparison.Ordinal);
        return isZone ? 0
            : isRegion ? 1
            : isCloud ? 2
            : 3;
    }
}
