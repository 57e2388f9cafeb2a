namespace Simulation.Cli.Learning;

/// <summary>One step of the course: a scenario, what one would guess, and what to make of it.</summary>
/// <param name="Scenario">The scenario's file name without its ending.</param>
/// <param name="Question">What it is about, in a few words.</param>
/// <param name="Guess">What many would say before they have seen it.</param>
/// <param name="Look">Where in the output the answer stands, and what to see there.</param>
/// <param name="Next">What to change, and what should come of it.</param>
/// <param name="Sets">The change, as <c>--set</c> takes it; none where another command shows it.</param>
internal sealed record Lesson(
    string Scenario,
    string Question,
    string Guess,
    string Look,
    string Next,
    params IReadOnlyList<string> Sets
)
{
    /// <summary>The command that runs the scenario.</summary>
    public string Command => $"simlab run scenarios/{Scenario}.yaml";

    /// <summary>Another command than <c>run</c> that shows what to try next; null for none.</summary>
    public string? Instead { get; init; }

    /// <summary>The command that shows what to try next.</summary>
    public string NextCommand => Instead ?? Command + string.Concat(Sets.Select(set => $" --set {set}"));
}
