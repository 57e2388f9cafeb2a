using Simulation.Kernel.Options;
using Simulation.Scenarios.Format;
using Simulation.Scenarios.Slo;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Loading;

/// <summary>
/// The names that a scenario gives to its parts, also to those with a problem of their own, so that one
/// mistake is not told again wherever the name is used.
/// </summary>
internal sealed class WrittenNames(YamlMap root)
{
    private readonly IReadOnlyList<KeyValuePair<string, RegionOptions>> _regions = Regions(root);

    /// <summary>The components.</summary>
    public IReadOnlyList<string> Components => [.. (root["components"] as YamlMap)?.Keys ?? []];

    /// <summary>The workloads.</summary>
    public IReadOnlyList<string> Workloads => Named("workload", "name");

    /// <summary>The faults.</summary>
    public IReadOnlyList<string> Faults => Named("faults", "id");

    /// <summary>The promises.</summary>
    public IReadOnlyList<string> Slos => Named("slo", "name");

    /// <summary>The alerts of all promises, those that one without <c>alerts</c> has included.</summary>
    public IReadOnlyList<string> Alerts =>
        [
            .. ((root["slo"] as YamlList)?.Items ?? [])
                .OfType<YamlMap>()
                .SelectMany(slo =>
                    slo["alerts"] is YamlList alerts
                        ? alerts
                            .Items.OfType<YamlMap>()
                            .Select(alert => (alert["name"] as YamlScalar)?.Text ?? "")
                        : SloOptions.WorkbookAlerts.Select(alert => alert.Name)
                ),
        ];

    /// <summary>Whether all faults have a name that could be read, so that no other fault exists.</summary>
    public bool AreFaultsKnown =>
        root["faults"] is null || (root["faults"] is YamlList list && list.Items.Count == Faults.Count);

    /// <summary>
    /// Whether the regions and all their nodes could be read, so that no other place exists.
    /// </summary>
    public bool ArePlacesKnown =>
        root["topology"] is null
        || (_regions.Count > 0 && _regions.All(region => region.Value.Nodes.Count > 0));

    /// <summary>All names of a kind, in the order of the file.</summary>
    public IReadOnlyList<string> Of(NameKind kind) =>
        kind switch
        {
            NameKind.Region => [.. _regions.Select(region => region.Key)],
            NameKind.Zone => [.. _regions.SelectMany(region => region.Value.Zones).Distinct()],
            NameKind.Cloud =>
            [
                .. _regions.Select(region => region.Value.Cloud).Where(cloud => cloud.Length > 0).Distinct(),
            ],
            NameKind.Node => [.. _regions.SelectMany(region => region.Value.NodeNames(region.Key))],
            NameKind.Place =>
            [
                .. Of(NameKind.Region),
                .. Of(NameKind.Zone),
                .. Of(NameKind.Cloud),
                .. Of(NameKind.Node),
            ],
            NameKind.Component => Components,
            NameKind.None => [],
            _ => throw new Kernel.InvariantViolation("every kind of name has a case"),
        };

    /// <summary>The single values that a list holds, or the only one that stands for a list.</summary>
    public static IReadOnlyList<YamlScalar> Scalars(YamlNode? node) =>
        node switch
        {
            YamlScalar { IsNull: false } single => [single],
            YamlList list => [.. list.Items.OfType<YamlScalar>()],
            _ => [],
        };

    private static IReadOnlyList<KeyValuePair<string, RegionOptions>> Regions(YamlMap root) =>
        [
            .. (((root["topology"] as YamlMap)?["regions"] as YamlMap)?.Entries ?? [])
                .Where(entry => entry.Value is YamlMap)
                .Select(entry => KeyValuePair.Create(entry.Key.Text, Region((YamlMap)entry.Value))),
        ];

    private static RegionOptions Region(YamlMap map) =>
        new()
        {
            Cloud = (map["cloud"] as YamlScalar)?.Text ?? "",
            Zones = [.. Scalars(map["zones"]).Select(zone => zone.Text)],
            Nodes = [.. Scalars(map["nodes"]).Select(node => node.Text)],
        };

    private IReadOnlyList<string> Named(string block, string key) =>
        [
            .. ((root[block] as YamlList)?.Items ?? [])
                .OfType<YamlMap>()
                .Select(item => item[key])
                .OfType<YamlScalar>()
                .Select(name => name.Text),
        ];
}
