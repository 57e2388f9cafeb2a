using System.Globalization;
using Simulation.Reports;
using Simulation.Reports.Html;
using Simulation.Server.Runs;

namespace Simulation.Server.Pages;

/// <summary>The table of runs, which the page fetches again when something has changed.</summary>
internal static class RunTable
{
    private const int SeedsShown = 4;

    /// <summary>The table, or a sentence where it would have no rows.</summary>
    public static HtmlText Write(IReadOnlyList<StoredReport> all, RunFilter filter)
    {
        HtmlText text = new();
        List<StoredReport> wanted = [.. all.Where(filter.Wants)];
        if (wanted.Count == 0)
        {
            return all.Count == 0
                ? text.Raw("<p class=\"quiet\">No runs yet. This makes the first: ")
                    .Raw("<code class=\"command\">simlab run scenarios/hello-partition.yaml</code></p>\n")
                : text.Raw("<p class=\"quiet\">No run is like that. <a href=\"/\">Show all</a></p>\n");
        }

        string count =
            wanted.Count == all.Count
                ? Figures.Some(all.Count, "report")
                : $"{Figures.Count(wanted.Count)} of {Figures.Some(all.Count, "report")}";
        text.Raw("<div class=\"scroll\" tabindex=\"0\"><table class=\"runs\">\n")
            .Element("caption", count)
            .Raw("<thead><tr><th scope=\"col\"><span class=\"hidden\">Tick</span></th>")
            .Raw(
                "<th scope=\"col\">Verdict</th><th scope=\"col\">Scenario</th><th scope=\"col\">Designs</th>"
            )
            .Raw("<th scope=\"col\">Seeds</th><th scope=\"col\">Written (UTC)</th>")
            .Raw("<th scope=\"col\"><span class=\"hidden\">Do</span></th></tr></thead>\n<tbody>\n");
        wanted.ForEach(report => Row(text, report));
        return text.Raw("</tbody></table></div>\n");
    }

    private static void Row(HtmlText text, StoredReport report)
    {
        string name = $"{report.Scenario} {report.Id}";
        text.Raw("<tr><td><input type=\"checkbox\" name=\"run\" value=\"")
            .Text(report.Key)
            .Raw("\" aria-label=\"Tick ")
            .Text(name)
            .Raw(report.Exit is null ? "\" disabled>" : "\">")
            .Raw("</td>\n<td>");
        Verdict(text, report.Verdict, report.Verdict);
        text.Raw("</td>\n<th scope=\"row\">");
        Link(text, report, "report", report.Scenario, "Report of " + name);
        text.Raw(" <code class=\"quiet\">").Text(report.Id).Raw("</code>");
        text.Raw("<p class=\"quiet\">").Text(report.Title).Raw("</p>");
        foreach (string tag in report.Tags)
        {
            text.Raw("<a class=\"tag\" href=\"/?tag=").Text(Uri.EscapeDataString(tag)).Raw("\">");
            text.Text(tag).Raw("</a> ");
        }

        text.Raw("</th>\n<td class=\"designs\">");
        foreach ((string label, ExitCode exit) in report.Designs)
        {
            Verdict(text, StoredReport.Word(exit), label.Length == 0 ? "one design" : label);
        }

        text.Raw("</td>\n<td class=\"nowrap\">")
            .Text(Seeds(report.Seeds))
            .Raw("</td>\n<td class=\"nowrap\">");
        text.Text(report.WrittenAt.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture));
        text.Raw("</td>\n<td class=\"nowrap\">");
        Link(text, report, "step", "Step", "Step through " + name);
        text.Raw(" ");
        Link(text, report, "zip", "Zip", "Download " + name);
        text.Raw("</td></tr>\n");
    }

    private static void Link(HtmlText text, StoredReport report, string what, string words, string label)
    {
        text.Raw($"<a href=\"/runs/{report.Key}/{what}\" aria-label=\"").Text(label).Raw("\"");
        text.Raw(what == "zip" ? " download>" : ">").Text(words).Raw("</a>");
    }

    /// <summary>A verdict has a shape as well as a colour.</summary>
    private static void Verdict(HtmlText text, string verdict, string words)
    {
        (string style, string sign) = verdict switch
        {
            "held" => ("good", "✓"),
            "failed" or "not deterministic" => ("bad", "✗"),
            _ => ("doubtful", "?"),
        };
        text.Raw($"<span class=\"pill {style}\" title=\"{verdict}\">");
        text.Raw($"<span aria-hidden=\"true\">{sign}</span> ").Text(words);
        text.Raw(words == verdict ? "</span>" : $"<span class=\"hidden\"> {verdict}</span></span>");
    }

    private static string Seeds(IReadOnlyList<ulong> seeds) =>
        string.Join(' ', seeds.Take(SeedsShown))
        + (seeds.Count > SeedsShown ? $" and {Figures.Count(seeds.Count - SeedsShown)} more" : "");
}
