using Simulation.Kernel.Options;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Running;

namespace Simulation.Scenarios.Loading;

/// <summary>The names that a scenario's topology gives to things, so that others can be checked against them.</summary>
internal sealed class PlaceNames(TopologyOptions topology)
{
    /// <summary>All names of a kind, in the order of the file.</summary>
    public IReadOnlyList<string> Of(NameKind kind) => kind switch
    {
        NameKind.Region => [.. topology.Regions.Select(region => region.Key)],
        NameKind.Zone => [.. topology.Regions.SelectMany(region => region.Value.Zones).Distinct()],
        NameKind.Cloud =>
            [.. topology.Regions.Select(region => region.Value.Cloud).Where(cloud => cloud.Length > 0).Distinct()],
        NameKind.Node =>
            [.. topology.Regions.SelectMany(region => TopologyBuilder.NodeNames(region.Key, region.Value))],
        NameKind.Place =>
            [.. Of(NameKind.Region), .. Of(NameKind.Zone), .. Of(NameKind.Cloud), .. Of(NameKind.Node)],
        NameKind.None => [],
        _ => throw new Kernel.InvariantViolation("every kind of name has a case"),
    };
}
