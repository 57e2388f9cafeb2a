using System.Text;
using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Exporters;

/// <summary>
/// What did not hold, as annotations that GitHub shows beside the lines of the scenario file.
/// </summary>
public static class GitHubAnnotations
{
    /// <summary>One workflow command for each finding.</summary>
    public static string Write(Report report)
    {
        StringBuilder text = new();
        foreach (Finding finding in Finding.Of(report))
        {
            ExpectationOutcome expectation = finding.Expectation;
            string level = expectation.IsWarning ? "warning" : "error";
            string place =
                expectation.File.Length == 0
                    ? ""
                    : $"file={Property(expectation.File)},line={expectation.Line},";
            string was = expectation.Was.Length == 0 ? "" : $" was {expectation.Was}.";
            string message =
                $"{finding.Design}, seed {finding.Run.Seed}:{was} {expectation.Because}"
                + $"\n{Finding.Replay(finding.Run, expectation)}";
            text.Append($"::{level} {place}title={Property(expectation.That)}::{Message(message)}\n");
        }

        return text.ToString();
    }

    private static string Message(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Message(text)
            .Replace(":", "%3A", StringComparison.Ordinal)
            .Replace(",", "%2C", StringComparison.Ordinal);
}
