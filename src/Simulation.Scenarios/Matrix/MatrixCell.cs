using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Matrix;

/// <summary>One combination of a matrix: the keys in the order of the file, with their values here.</summary>
public sealed record MatrixCell(IReadOnlyList<KeyValuePair<string, YamlScalar>> Values)
{
    /// <summary>The value of a key, or null where the cell has none.</summary>
    public YamlScalar? this[string key] => Values.FirstOrDefault(pair => pair.Key == key).Value;

    /// <summary>
    /// The values that tell it from the other cells: those of the matrix's own keys, where these are enough.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, YamlScalar>> Telling { get; init; } = Values;

    /// <summary>The cell in a few words: <c>consistency=session seed=43</c>.</summary>
    public string Label => string.Join(" ", Values.Select(pair => pair.Key + "=" + pair.Value.Text));

    /// <summary>
    /// The parameters with the cell's values; those pinned on the command line keep theirs.
    /// </summary>
    public IReadOnlyList<Parameter> Settle(IReadOnlyList<Parameter> parameters) =>
        [
            .. parameters.Select(parameter =>
                this[parameter.Name] is { } value && !parameter.IsPinned
                    ? parameter with
                    {
                        Value = value,
                    }
                    : parameter
            ),
        ];

    /// <summary>Whether the cell has all of these values.</summary>
    public bool Matches(IEnumerable<KeyValuePair<string, string>> values) =>
        values.All(pair => this[pair.Key]?.Text == pair.Value);
}
