using Simulation.Scenarios.Matrix;
using Simulation.Scenarios.Running;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Loading;

/// <summary>What the conditions of expectations can ask of a cell.</summary>
/// <param name="Values">The parameters and matrix keys with their values in this cell.</param>
/// <param name="Swept">What each matrix key is in any of the cells, as the file says.</param>
internal sealed record CellSettings(IReadOnlyList<CellValue> Values, IReadOnlyList<CellValue> Swept)
{
    /// <summary>The settings of a cell.</summary>
    public static CellSettings Of(YamlNode? matrix, IReadOnlyList<Parameter> settled, MatrixCell cell) =>
        new(
            [
                .. settled.Select(parameter => new CellValue(parameter.Name, parameter.Value.Text)),
                .. cell.Values.Select(pair => new CellValue(pair.Key, pair.Value.Text)),
            ],
            [.. Sweeps(matrix as YamlMap)]
        );

    /// <summary>Every name that has a value, once.</summary>
    public IReadOnlyList<string> Names =>
        [.. Values.Concat(Swept).Select(value => value.Key).Distinct(StringComparer.Ordinal)];

    /// <summary>What a matrix key can be; empty for a name that no matrix sweeps.</summary>
    public IReadOnlyList<string> ValuesOf(string name) =>
        [
            .. Swept
                .Where(value => value.Key == name)
                .Select(value => value.Value)
                .Distinct(StringComparer.Ordinal),
        ];

    private static IEnumerable<CellValue> Sweeps(YamlMap? matrix)
    {
        foreach (YamlEntry entry in matrix?.Entries ?? [])
        {
            IEnumerable<YamlNode> items = (entry.Value as YamlList)?.Items ?? [];
            IEnumerable<CellValue> values = entry.Key.Text switch
            {
                "exclude" => [],
                "include" => items
                    .OfType<YamlMap>()
                    .SelectMany(item => item.Entries)
                    .Where(added => matrix![added.Key.Text] is not null)
                    .Select(added => new CellValue(added.Key.Text, (added.Value as YamlScalar)?.Text ?? "")),
                _ => items.OfType<YamlScalar>().Select(item => new CellValue(entry.Key.Text, item.Text)),
            };
            foreach (CellValue value in values)
            {
                yield return value;
            }
        }
    }
}
