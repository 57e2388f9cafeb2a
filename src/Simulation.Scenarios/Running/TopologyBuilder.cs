using Simulation.Kernel;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Kernel.Topologies;
using Simulation.Scenarios.Format;

namespace Simulation.Scenarios.Running;

/// <summary>Puts a scenario's regions, nodes, links and clocks into a world.</summary>
internal static class TopologyBuilder
{
    /// <summary>Builds all of it.</summary>
    public static void Build(World world, TopologyOptions options)
    {
        foreach ((string name, RegionOptions region) in options.Regions)
        {
            AddNodes(world, name, region, options.MessageCost);
        }

        foreach (LinkOptions link in options.Links)
        {
            world.Topology.SetLinks((source, target) => Matches(link, source, target), Profile(link));
        }

        SetClocks(world, options.Clock);
    }

    /// <summary>Where clients of a region are: beside its nodes, in none of its zones.</summary>
    public static Place ClientPlace(TopologyOptions options, string region) =>
        new(options.Regions.First(entry => entry.Key == region).Value.Cloud, region, "");

    private static void AddNodes(World world, string name, RegionOptions region, SimDuration messageCost)
    {
        IReadOnlyList<string> nodes = region.NodeNames(name);
        for (int index = 0; index < nodes.Count; index++)
        {
            string zone = region.Zones.Count == 0 ? "" : region.Zones[index % region.Zones.Count];
            Node node = world.Topology.AddNode(nodes[index], new Place(region.Cloud, name, zone));
            node.LimitProcessor(messageCost);
        }
    }

    private static bool Matches(LinkOptions link, Place source, Place target)
    {
        if (link.Between.Count == 2)
        {
            return (IsIn(source, link.Between[0]) && IsIn(target, link.Between[1]))
                || (IsIn(source, link.Between[1]) && IsIn(target, link.Between[0]));
        }

        return link.Within.Any(name => IsIn(source, name) && IsIn(target, name));
    }

    private static bool IsIn(Place place, string name) =>
        place.Region == name || place.Cloud == name || place.Zone == name;

    private static LinkProfile Profile(LinkOptions link) =>
        new()
        {
            Latency = link.Latency,
            Loss = link.Loss,
            Duplicate = link.Duplicate,
            Reorder = link.Reorder,
            ReorderGap = link.ReorderGap,
            Bandwidth = link.Bandwidth,
            QueueLimit = link.QueueLimit,
        };

    /// <summary>
    /// Sets every second node behind and slow, the others ahead and fast, so that errors do not agree.
    /// </summary>
    private static void SetClocks(World world, ClockOptions options)
    {
        RandomStream random = world.Random.Split("clocks");
        foreach (Node node in world.Topology.Nodes)
        {
            long sign = node.Index % 2 == 0 ? 1 : -1;
            node.Clock.Shift(new SimDuration(sign * options.Offset.Draw(random)));
            node.Clock.SetDrift(sign * options.DriftPpm);
        }
    }
}
