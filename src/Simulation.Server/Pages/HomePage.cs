using Simulation.Reports.Html;
using Simulation.Server.Runs;

namespace Simulation.Server.Pages;

/// <summary>The sweeps that go on and the runs that there are.</summary>
internal static class HomePage
{
    private static readonly string[] Verdicts =
    [
        "held",
        "failed",
        "unknown",
        "not deterministic",
        "unreadable",
    ];

    /// <summary>The page.</summary>
    /// <param name="root">The folder of all results, as the user named it.</param>
    /// <param name="all">All reports.</param>
    /// <param name="filter">Which of them are wanted.</param>
    public static string Write(string root, IReadOnlyList<StoredReport> all, RunFilter filter)
    {
        HtmlText body = new();
        body.Raw("<section id=\"sweeps\">\n<h2>Sweeps</h2>\n")
            .Raw("<div id=\"campaigns\"><p class=\"quiet\">No sweep is stored here. ")
            .Raw("<code class=\"command\">simlab sweep scenarios/swarm.yaml --seeds 1..500</code> ")
            .Raw("shows up while it runs.</p></div>\n</section>\n")
            .Raw("<section id=\"runs\">\n<h2>Runs</h2>\n");
        Filter(body, all, filter);
        body.Raw("<form id=\"compare\" action=\"/compare\" method=\"get\">\n<div id=\"table\">\n")
            .Raw(RunTable.Write(all, filter).ToString())
            .Raw("</div>\n<p class=\"bar\"><button type=\"submit\">Compare what is ticked</button> ")
            .Raw("<span id=\"ticked\" class=\"quiet\" role=\"status\"></span></p>\n</form>\n</section>\n");
        return Layout.Write(root, "What has been run", body, "home.js");
    }

    private static void Filter(HtmlText body, IReadOnlyList<StoredReport> all, RunFilter filter)
    {
        body.Raw("<form id=\"filter\" action=\"/\" method=\"get\" role=\"search\">\n")
            .Raw("<label>Name <input type=\"search\" name=\"name\" autocomplete=\"off\" ")
            .Raw("placeholder=\"scenario, design or id\" value=\"")
            .Text(filter.Name)
            .Raw("\"></label>\n");
        IEnumerable<string> tags = all.SelectMany(report => report.Tags)
            .Append(filter.Tag)
            .Where(tag => tag.Length > 0)
            .Distinct()
            .Order(StringComparer.Ordinal);
        Choice(body, "Tag", "tag", tags, filter.Tag);
        Choice(body, "Verdict", "verdict", Verdicts, filter.Verdict);
        body.Raw("<button type=\"submit\">Filter</button>\n</form>\n");
    }

    private static void Choice(
        HtmlText body,
        string label,
        string name,
        IEnumerable<string> values,
        string chosen
    )
    {
        body.Raw($"<label>{label} <select name=\"{name}\"><option value=\"\">any</option>");
        foreach (string value in values)
        {
            body.Raw("<option").Raw(value == chosen ? " selected>" : ">").Text(value).Raw("</option>");
        }

        body.Raw("</select></label>\n");
    }
}
