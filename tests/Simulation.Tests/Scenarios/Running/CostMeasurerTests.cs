using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Running;

namespace Simulation.Tests.Scenarios.Running;

public sealed class CostMeasurerTests
{
    private const long Gigabyte = 1_000_000_000;

    private static readonly Place Home = new("aws", "eu", "a");
    private static readonly SimDuration Hour = 3_600.Seconds;

    [Theory]
    [InlineData("aws", "eu", "a", 0)]
    [InlineData("aws", "eu", "b", 1)]
    [InlineData("aws", "us", "a", 2)]
    [InlineData("gcp", "eu", "a", 9)]
    [InlineData("", "internet", "", 9)]
    public void Traffic_costs_by_the_border_that_it_crosses(
        string cloud,
        string region,
        string zone,
        int cents
    )
    {
        var flow = new PlaceTraffic(Home, new Place(cloud, region, zone), Gigabyte);

        CostOutcome? cost = CostMeasurer.Measure(Priced(), [flow], Hour);

        Assert.Equal(cents * 730 * 10_000L, cost!.Traffic.Micros);
        Assert.Equal(cents == 0 ? 0 : Gigabyte, cost.Egress.Bytes);
    }

    [Fact]
    public void What_clients_send_into_a_cloud_is_free()
    {
        var flow = new PlaceTraffic(new Place("", "internet", ""), Home, Gigabyte);

        CostOutcome? cost = CostMeasurer.Measure(Priced(), [flow], Hour);

        Assert.Equal(0, cost!.Traffic.Micros);
    }

    [Fact]
    public void Nodes_cost_what_their_region_says_or_else_what_the_topology_says()
    {
        TopologyOptions options = Priced() with
        {
            Regions =
            [
                KeyValuePair.Create("eu", new RegionOptions { Nodes = ["n1", "n2"] }),
                KeyValuePair.Create("us", new RegionOptions { Nodes = ["n3"], NodeHour = Dollar }),
            ],
        };

        CostOutcome? cost = CostMeasurer.Measure(options, [], Hour);

        Assert.Equal("$1022.00", cost!.Nodes.ToString());
        Assert.Equal(cost.Nodes, cost.Month);
    }

    [Fact]
    public void Without_prices_there_is_no_cost()
    {
        Assert.Null(CostMeasurer.Measure(new TopologyOptions(), [], Hour));
    }

    private static HourlyPrice Dollar => new(new Money(1_000_000));

    private static TransferPrice Cents(int cents) => new(new Money(cents * 10_000L));

    private static TopologyOptions Priced() =>
        new()
        {
            Cost = new CostOptions
            {
                NodeHour = new HourlyPrice(new Money(200_000)),
                BetweenZones = Cents(1),
                BetweenRegions = Cents(2),
                LeavingCloud = Cents(9),
            },
        };
}
