using System.Text.Json;
using Simulation.Reports.Html;
using Simulation.Server.Runs;

namespace Simulation.Server.Pages;

/// <summary>A run, event by event. Its script asks for records and for the state of nodes.</summary>
internal static class StepPage
{
    private const double Width = 1000;

    /// <summary>The page.</summary>
    public static string Write(StoredReport report, StoredRun run)
    {
        (long duration, IReadOnlyList<(string Name, long Start, long End)> faults) = Outline(run.Folder);
        HtmlText body = new();
        body.Raw("<section id=\"step\" data-run=\"")
            .Text(run.Key)
            .Raw(
                $"\" data-duration=\"{duration}\">\n<noscript><p>This page needs its script.</p></noscript>\n"
            );
        Others(body, report, run);
        Strip(body, duration, faults);
        body.Raw("<form id=\"jump\" class=\"bar\"><span class=\"keys\">")
            .Raw("<button type=\"button\" data-go=\"first\" title=\"First event (Home)\">First</button>")
            .Raw(
                "<button type=\"button\" data-go=\"previous\" title=\"Previous event (left)\">◀ Previous</button>"
            )
            .Raw("<button type=\"button\" data-go=\"next\" title=\"Next event (right)\">Next ▶</button>")
            .Raw("<button type=\"button\" data-go=\"last\" title=\"Last event (End)\">Last</button></span>\n")
            .Raw(
                "<label>At <input id=\"time\" inputmode=\"decimal\" size=\"13\" autocomplete=\"off\"> s</label>\n"
            )
            .Raw("<label>Only about <input id=\"about\" type=\"search\" size=\"20\" autocomplete=\"off\" ")
            .Raw("placeholder=\"node, key, message\"></label>\n<button type=\"submit\">Go</button></form>\n")
            .Raw("<p id=\"now\" role=\"status\" class=\"finding\"></p>\n<div class=\"halves\">\n<div>")
            .Raw(
                "<h2>Events</h2>\n<div class=\"scroll tall\" tabindex=\"0\" id=\"events\"><table><thead><tr>"
            )
            .Raw("<th scope=\"col\" class=\"number\">s</th><th scope=\"col\">what</th>")
            .Raw("<th scope=\"col\">who</th><th scope=\"col\">in words</th></tr></thead>")
            .Raw("<tbody id=\"records\"></tbody></table></div></div>\n<div><h2>Nodes</h2>\n")
            .Raw("<p id=\"made\" class=\"quiet\"></p>\n<div class=\"scroll\" tabindex=\"0\"><table>")
            .Raw("<thead><tr><th scope=\"col\">node</th><th scope=\"col\">how it stands</th></tr></thead>")
            .Raw("<tbody id=\"nodes\"></tbody></table></div></div>\n</div>\n</section>\n");
        return Layout.Write($"{report.Scenario} {report.Id}", "Step through " + run.Label, body, "step.js");
    }

    private static void Others(HtmlText body, StoredReport report, StoredRun run)
    {
        body.Raw("<p>");
        if (report.Runs.Count > 1)
        {
            body.Raw("<label>Run <select id=\"other\">");
            foreach (StoredRun one in report.Runs)
            {
                body.Raw($"<option value=\"{one.Key}\"")
                    .Raw(one.Key == run.Key ? " selected>" : ">")
                    .Text($"{one.Label}: {StoredReport.Word(one.Exit)}")
                    .Raw("</option>");
            }

            body.Raw("</select></label> ");
        }

        body.Raw($"<a href=\"/runs/{report.Key}/report\">Report</a></p>\n");
    }

    /// <summary>The whole run as a line that can be dragged along, its faults shaded.</summary>
    private static void Strip(
        HtmlText body,
        long duration,
        IReadOnlyList<(string Name, long Start, long End)> faults
    )
    {
        body.Raw($"<div class=\"strip\"><svg viewBox=\"0 0 {Width} 22\" preserveAspectRatio=\"none\" ")
            .Raw("role=\"img\" aria-label=\"Faults over the run\">");
        foreach ((string name, long start, long end) in faults)
        {
            double left = start * Width / duration;
            double width = Math.Max(2, (Math.Min(end, duration) - start) * Width / duration);
            body.Raw(
                    $"<rect x=\"{HtmlText.Number(left)}\" width=\"{HtmlText.Number(width)}\" height=\"22\"><title>"
                )
                .Text(name)
                .Raw("</title></rect>");
        }

        body.Raw("</svg><input id=\"scrub\" type=\"range\" min=\"0\" value=\"0\" ")
            .Raw($"max=\"{duration}\" step=\"1000\" aria-label=\"Simulated time\"></div>\n");
    }

    private static (long Duration, IReadOnlyList<(string Name, long Start, long End)> Faults) Outline(
        string folder
    )
    {
        try
        {
            if (SafeFolder.FileIn(folder, "result.json") is { } file)
            {
                using FileStream stream = File.OpenRead(file);
                using JsonDocument document = JsonDocument.Parse(stream);
                JsonElement run = document.RootElement.GetProperty("runs")[0];
                long duration = Math.Max(1, run.GetProperty("duration_ns").GetInt64());
                return (duration, [.. run.GetProperty("faults").EnumerateArray().Select(Fault)]);

                (string, long, long) Fault(JsonElement fault) =>
                    (
                        $"{fault.GetProperty("id").GetString()}: {fault.GetProperty("kind").GetString()}",
                        fault.GetProperty("start_ns").GetInt64(),
                        fault.GetProperty("end_ns") is { ValueKind: JsonValueKind.Number } end
                            ? end.GetInt64()
                            : duration
                    );
            }
        }
        catch (Exception wrong)
            when (wrong
                    is JsonException
                        or KeyNotFoundException
                        or InvalidOperationException
                        or FormatException
            )
        {
            // The trace can be stepped through without its outline.
        }

        return (1, []);
    }
}
