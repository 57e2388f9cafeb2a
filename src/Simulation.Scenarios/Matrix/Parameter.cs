using Simulation.Scenarios.Problems;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Matrix;

/// <summary>A key of <c>params:</c> and the value that it has now.</summary>
/// <param name="Name">What <c>${name}</c> calls it.</param>
/// <param name="Key">Where it is declared.</param>
/// <param name="Value">Its default, an override, or a cell's value.</param>
/// <param name="IsPinned">Whether the command line has set it, so that a matrix no longer sweeps it.</param>
public sealed record Parameter(string Name, YamlScalar Key, YamlScalar Value, bool IsPinned)
{
    /// <summary>
    /// The parameters that a scenario declares; an entry that is not a single value is a problem.
    /// </summary>
    public static IReadOnlyList<Parameter> Declared(YamlMap scenario, ProblemList problems)
    {
        if (scenario["params"] is not { } node || node is YamlScalar { IsNull: true })
        {
            return [];
        }

        if (node is not YamlMap map)
        {
            problems.Error(ProblemCode.WrongShape, node.Span, $"'params' needs a map, not {node.Shape}");
            return [];
        }

        var parameters = new List<Parameter>();
        foreach (YamlEntry entry in map.Entries)
        {
            if (entry.Value is not YamlScalar { IsNull: false } value)
            {
                problems.Error(
                    ProblemCode.BadParameter,
                    entry.Value.Span,
                    $"parameter '{entry.Key.Text}' needs a single value, not {entry.Value.Shape}"
                );
                continue;
            }

            parameters.Add(new Parameter(entry.Key.Text, entry.Key, value, false));
        }

        return parameters;
    }
}
