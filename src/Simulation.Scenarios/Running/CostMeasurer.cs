using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;
using Simulation.Scenarios.Format;

namespace Simulation.Scenarios.Running;

/// <summary>Works out what a design costs a month, if every hour were as the run.</summary>
internal static class CostMeasurer
{
    /// <summary>The hours of an average month: 365.25 days by 24 hours, by 12.</summary>
    private const int HoursOfMonth = 730;

    /// <summary>The cost; null where the scenario names no prices.</summary>
    /// <param name="options">The nodes and the prices.</param>
    /// <param name="traffic">What places sent to each other in the whole run.</param>
    /// <param name="length">How long the run was.</param>
    public static CostOutcome? Measure(
        TopologyOptions options,
        IReadOnlyList<PlaceTraffic> traffic,
        SimDuration length
    )
    {
        if (options.Cost is not { } cost)
        {
            return null;
        }

        long nodes = options.Regions.Sum(region =>
            region.Value.NodeNames(region.Key).Count
            * (region.Value.NodeHour ?? cost.NodeHour).PerHour.Micros
            * HoursOfMonth
        );
        Int128 month = (Int128)HoursOfMonth * 3_600.Seconds.Nanoseconds;
        long egress = 0;
        Int128 micros = 0;
        foreach (PlaceTraffic flow in traffic)
        {
            if (PriceOf(flow, cost) is { } price)
            {
                egress += flow.Bytes;
                micros += price.For(flow.Bytes * month / length.Nanoseconds).Micros;
            }
        }

        return new CostOutcome(new Money(nodes), new Money((long)micros), new ByteSize(egress));
    }

    /// <summary>What a flow costs a gigabyte; null inside a zone, and for what clients send.</summary>
    private static TransferPrice? PriceOf(PlaceTraffic flow, CostOptions cost) =>
        flow switch
        {
            { Source.Cloud: "" } => null,
            _ when flow.Source.Cloud != flow.Target.Cloud => cost.LeavingCloud,
            _ when flow.Source.Region != flow.Target.Region => cost.BetweenRegions,
            _ when flow.Source.Zone != flow.Target.Zone => cost.BetweenZones,
            _ => null,
        };
}

/// <summary>What a design costs.</summary>
/// <param name="Nodes">Its nodes, a month.</param>
/// <param name="Traffic">Its traffic, a month at the run's rate.</param>
/// <param name="Egress">What left a zone in the run.</param>
public sealed record CostOutcome(Money Nodes, Money Traffic, ByteSize Egress)
{
    /// <summary>Both together.</summary>
    public Money Month => new(Nodes.Micros + Traffic.Micros);
}
