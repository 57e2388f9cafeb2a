using System.Text.Json;
using System.Text.Json.Serialization;
using Simulation.Cli.Lab;

namespace Simulation.Cli.Sweeps;

/// <summary>
/// All that it takes to run any trial of a sweep, on this machine or another: the scenario with every file that
/// it reads, and how the user set it.
/// </summary>
/// <param name="Engine">The version of the lab: others may give other results.</param>
/// <param name="File">The scenario file, one of the texts.</param>
/// <param name="Sets">Parameters set, each as <c>key=value</c>.</param>
/// <param name="Params">A YAML file of parameters, one of the texts, or null.</param>
/// <param name="Texts">The files, by the path under which the scenario names them.</param>
/// <param name="FirstSeed">The seed of the first trial.</param>
/// <param name="Cells">How many matrix cells each seed has.</param>
internal sealed record SweepBrief(
    string Engine,
    string File,
    string[] Sets,
    string? Params,
    SortedDictionary<string, string> Texts,
    ulong FirstSeed,
    int Cells
)
{
    /// <summary>
    /// How many milliseconds of real time a trial may take before it counts as unknown.
    /// </summary>
    public long TrialMilliseconds { get; init; }

    /// <summary>The seed of a trial.</summary>
    public ulong SeedOf(int trial) => FirstSeed + (ulong)(trial / Cells);

    /// <summary>The matrix cell of a trial, by its place.</summary>
    public int CellOf(int trial) => trial % Cells;

    /// <summary>What is to be read for a seed.</summary>
    public ScenarioSource Source(ulong seed) =>
        new()
        {
            Path = File,
            Texts = Texts,
            Seed = seed,
            Sets = Sets,
            ParamsPath = Params,
            IsLargeMeant = true,
        };

    /// <summary>As one line of JSON.</summary>
    public string Write() => JsonSerializer.Serialize(this, SweepJson.Default.SweepBrief);

    /// <summary>Reads what was written by the same version of the lab; null where another one wrote it.</summary>
    public static SweepBrief? Read(string text)
    {
        try
        {
            SweepBrief? brief = JsonSerializer.Deserialize(text, SweepJson.Default.SweepBrief);
            return brief?.Engine == OwnProgram.Version ? brief : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The serialized form of a brief, made when the lab is built.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SweepBrief))]
internal sealed partial class SweepJson : JsonSerializerContext;
