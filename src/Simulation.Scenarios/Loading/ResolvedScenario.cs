using Simulation.Scenarios.Running;
using Simulation.Scenarios.Yaml;

namespace Simulation.Scenarios.Loading;

/// <summary>
/// Writes a cell of a scenario as a scenario of its own, without matrix, parameters or conditions.
/// </summary>
internal static class ResolvedScenario
{
    /// <summary>The text; running it repeats the run of the cell.</summary>
    /// <param name="plain">The scenario with all parameters written in.</param>
    /// <param name="seed">The cell's seed.</param>
    /// <param name="settings">The values of parameters and matrix keys, which conditions ask for.</param>
    public static string Of(YamlMap plain, ulong seed, IReadOnlyList<CellValue> settings)
    {
        YamlScalar key = plain.EntryOf("seed")?.Key ?? new YamlScalar(plain.Span, "seed", IsPlain: true);
        YamlMap seeded = plain.With(key, new YamlScalar(plain.Span, $"{seed}", IsPlain: true));
        return ResolvedYamlWriter.Write(
            seeded.EntryOf("expect") is { Value: YamlList expectations } entry
                ? seeded.With(entry.Key, Settle(expectations, settings))
                : seeded
        );
    }

    /// <summary>Whether an expectation's conditions let it count in a cell.</summary>
    public static bool Applies(YamlMap expectation, IReadOnlyList<CellValue> settings) =>
        Pairs(expectation["when"]).All(pair => settings.Contains(pair))
        && (
            expectation["unless"] is null
            || !Pairs(expectation["unless"]).All(pair => settings.Contains(pair))
        );

    private static YamlList Settle(YamlList expectations, IReadOnlyList<CellValue> settings) =>
        expectations with
        {
            Items =
            [
                .. expectations
                    .Items.OfType<YamlMap>()
                    .Where(expectation => Applies(expectation, settings))
                    .Select(expectation => expectation.Without("when").Without("unless")),
            ],
        };

    private static IEnumerable<CellValue> Pairs(YamlNode? condition) =>
        ((condition as YamlMap)?.Entries ?? []).Select(entry => new CellValue(
            entry.Key.Text,
            (entry.Value as YamlScalar)?.Text ?? ""
        ));
}
