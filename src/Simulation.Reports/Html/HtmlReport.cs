using System.Reflection;

namespace Simulation.Reports.Html;

/// <summary>
/// Writes a report as one page that needs nothing but itself: no network, no other file. The same runs give the
/// same bytes.
/// </summary>
public static class HtmlReport
{
    /// <summary>The colours, letters and tables of the page, for pages that are to look like it.</summary>
    public static string Style => Asset("report.css");

    /// <summary>The page.</summary>
    public static string Write(Report report)
    {
        var sections = new List<(HtmlSection Section, HtmlText Body)>();
        foreach (HtmlSection section in HtmlSection.All)
        {
            var body = new HtmlText();
            section.Write(body, report);
            if (!body.IsEmpty)
            {
                sections.Add((section, body));
            }
        }

        var page = new HtmlText();
        Head(page, report);
        page.Raw("<header>\n")
            .Element("p", report.Scenario, "eyebrow")
            .Element("h1", report.Title)
            .Raw(
                "<button id=\"theme\" type=\"button\" aria-label=\"Switch between light and dark\">Theme</button>\n"
            )
            .Raw("</header>\n<nav aria-label=\"Sections\"><ul>\n");
        foreach ((HtmlSection section, _) in sections)
        {
            page.Raw($"<li><a href=\"#{section.Id}\">").Text(section.Title).Raw("</a></li>\n");
        }

        page.Raw("</ul></nav>\n<main>\n");
        foreach ((HtmlSection section, HtmlText body) in sections)
        {
            page.Raw($"<section id=\"{section.Id}\">\n")
                .Element("h2", section.Title)
                .Raw(body.ToString())
                .Raw("</section>\n");
        }

        page.Raw("</main>\n<script>\n").Raw(Asset("uPlot.iife.min.js")).Raw("\n</script>\n");
        page.Raw("<script>\n")
            .Raw(Asset("report.js"))
            .Raw(Asset("spacetime.js"))
            .Raw("</script>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Head(HtmlText page, Report report) =>
        page.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Raw("<link rel=\"icon\" href=\"data:,\">\n")
            .Element("title", $"{report.Title} - {report.Scenario}")
            .Raw("<style>\n")
            .Raw(Asset("uPlot.min.css"))
            .Raw("\n")
            .Raw(Asset("report.css"))
            .Raw(Asset("spacetime.css"))
            .Raw("</style>\n</head>\n<body>\n");

    private static string Asset(string name)
    {
        using Stream stream = Assembly
            .GetExecutingAssembly()
            .GetManifestResourceStream($"Simulation.Reports.Html.Assets.{name}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
