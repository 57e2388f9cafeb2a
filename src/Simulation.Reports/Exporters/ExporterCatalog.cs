using Simulation.Reports.Json;
using Simulation.Reports.Terminal;

namespace Simulation.Reports.Exporters;

/// <summary>A form of output that is a text and nothing else.</summary>
/// <param name="Name">Its name after <c>-o</c>.</param>
/// <param name="Summary">What it is for.</param>
/// <param name="Write">Writes a report in it.</param>
public sealed record Exporter(string Name, string Summary, Func<Report, TerminalFacts, string> Write);

/// <summary>
/// All forms of output that are plain text. The form for people at a terminal needs a console and is
/// <see cref="ColouredTerminal"/>.
/// </summary>
public static class ExporterCatalog
{
    /// <summary>The forms.</summary>
    public static IReadOnlyList<Exporter> All { get; } =
    [
        new Exporter(
            "plain",
            "lines without colour, for pipes",
            (report, facts) => TerminalReport.Plain(TerminalReport.Compose(report, facts))
        ),
        new Exporter(
            "json",
            "one document, for programs",
            (report, _) => JsonText.Write(ReportJson.Of(report))
        ),
        new Exporter("junit", "XML for build servers", (report, _) => JUnitXml.Write(report)),
        new Exporter(
            "github",
            "annotations on lines of the scenario file",
            (report, _) => GitHubAnnotations.Write(report)
        ),
    ];
}
