using System.Security.Cryptography;
using System.Text;
using Simulation.Cli.Lab;
using Simulation.Scenarios.Running;

namespace Simulation.Cli.Sweeps;

/// <summary>The trials of a sweep: every matrix cell under every seed, the cells of a seed one after another.</summary>
/// <param name="File">The scenario file.</param>
/// <param name="Name">The scenario's name.</param>
/// <param name="Cells">The labels of the matrix cells.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Options">What the user set, to be said again to those who run trials.</param>
/// <param name="Id">The hash of all that decides what comes of the trials, and of which ones there are.</param>
internal sealed record SweepPlan(
    string File,
    string Name,
    IReadOnlyList<string> Cells,
    SeedRange Seeds,
    IReadOnlyList<string> Options,
    string Id
)
{
    /// <summary>How many trials there are.</summary>
    public int Trials => Cells.Count * Seeds.Count;

    /// <summary>Makes the plan of a scenario that was read with the first of the seeds.</summary>
    public static SweepPlan Of(
        string file,
        LoadedScenario scenario,
        SeedRange seeds,
        IReadOnlyList<string> options
    )
    {
        StringBuilder text = new($"engine {RunId.EngineVersion}\nseeds {seeds}\n");

        // A swarm is drawn anew for each seed, so what one seed makes of the file does not tell all that it says.
        text.Append(System.IO.File.ReadAllText(file)).Append('\n');
        foreach (PlannedRun run in scenario.Runs)
        {
            text.Append(run.Resolved).Append('\n');
        }

        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString()));
        string suffix = $"seed={seeds.First}";
        return new SweepPlan(
            file,
            scenario.Name,
            [.. scenario.Runs.Select(run => run.Label[..^suffix.Length].Trim())],
            seeds,
            options,
            Convert.ToHexStringLower(hash)[..12]
        );
    }

    /// <summary>The seed of a trial.</summary>
    public ulong SeedOf(int trial) => Seeds[trial / Cells.Count];

    /// <summary>The matrix cell of a trial, by its place.</summary>
    public int CellOf(int trial) => trial % Cells.Count;
}
