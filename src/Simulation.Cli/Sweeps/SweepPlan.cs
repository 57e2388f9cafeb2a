using System.Security.Cryptography;
using System.Text;
using Simulation.Cli.Lab;

namespace Simulation.Cli.Sweeps;

/// <summary>The trials of a sweep: every matrix cell under every seed, the cells of a seed one after another.</summary>
/// <param name="Name">The scenario's name.</param>
/// <param name="Cells">The labels of the matrix cells.</param>
/// <param name="Seeds">The seeds.</param>
/// <param name="Brief">All that it takes to run a trial.</param>
/// <param name="Options">What the user set, as words of a command line.</param>
internal sealed record SweepPlan(
    string Name,
    IReadOnlyList<string> Cells,
    SeedRange Seeds,
    SweepBrief Brief,
    IReadOnlyList<string> Options
)
{
    /// <summary>The hash of all that decides what comes of the trials, and of which ones there are.</summary>
    public string Id { get; } =
        Convert.ToHexStringLower(
            SHA256.HashData(
                Encoding.UTF8.GetBytes($"{Seeds}\n{(Brief with { TrialMilliseconds = 0 }).Write()}")
            )
        )[..12];

    /// <summary>How many trials there are.</summary>
    public int Trials => Cells.Count * Seeds.Count;

    /// <summary>Makes the plan of a scenario that was read with the first of the seeds.</summary>
    public static SweepPlan Of(
        ScenarioSource source,
        LoadedScenario scenario,
        SeedRange seeds,
        TimeSpan trialLimit
    )
    {
        string suffix = $"seed={seeds.First}";
        string[] cells = [.. scenario.Runs.Select(run => run.Label[..^suffix.Length].Trim())];
        var brief = new SweepBrief(
            OwnProgram.Version,
            source.Path,
            [.. source.Sets],
            source.ParamsPath,
            new(scenario.Texts.ToDictionary(), StringComparer.Ordinal),
            seeds.First,
            cells.Length
        )
        {
            TrialMilliseconds = (long)trialLimit.TotalMilliseconds,
        };
        return new SweepPlan(
            scenario.Name,
            cells,
            seeds,
            brief,
            [.. Switches.Repeated(brief.Sets, brief.Params)]
        );
    }
}
