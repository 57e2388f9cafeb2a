using System.Text;
using Simulation.Reports.Charts;

namespace Simulation.Reports.Files;

/// <summary>
/// Writes what people read of a report, and nothing else: the summary and its charts, to be kept beside the
/// scenarios. The first line of each file names the command that makes it.
/// </summary>
public static class SummaryFolder
{
    /// <summary>Writes <c>&lt;root&gt;/&lt;scenario&gt;/</c>, over what is there.</summary>
    /// <param name="report">The runs.</param>
    /// <param name="root">The folder of all such reports, made when it is not there.</param>
    /// <param name="command">What to type to make the same files again.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(Report report, string root, string command)
    {
        string folder = Path.Combine(root, FileName.Of(report.Scenario));
        Directory.CreateDirectory(folder);
        IReadOnlyList<Chart> charts = ChartCatalog.Draw(report);

        // Two dashes end a comment in XML, so the options of the command stand only in the summary.
        string begins = command.Split(" --")[0];
        foreach (Chart chart in charts)
        {
            Write(folder, chart.File, $"<!-- Made by {begins}; summary.md has its options. -->\n{chart.Svg}");
        }

        string summary = SummaryMarkdown.Write(
            report,
            [.. charts.Select(chart => (chart.File, chart.Title))]
        );
        Write(folder, "summary.md", $"<!-- Made by `{command}`; do not edit. -->\n{summary}");
    }

    private static void Write(string folder, string name, string text) =>
        File.WriteAllText(Path.Combine(folder, name), text, new UTF8Encoding(false));
}
