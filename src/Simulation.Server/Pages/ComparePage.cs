using Simulation.Reports;
using Simulation.Reports.Comparisons;
using Simulation.Reports.Html;
using Simulation.Reports.Terminal;

namespace Simulation.Server.Pages;

/// <summary>Designs side by side, as <c>simlab compare</c> tells them.</summary>
internal static class ComparePage
{
    private static readonly string[] Heads = ["design", "mean", "95% between", "change", "p", "told"];

    /// <summary>The page.</summary>
    /// <param name="comparison">What is compared.</param>
    /// <param name="keys">The keys of the reports, to ask for the same with another baseline.</param>
    public static string Write(Comparison comparison, IReadOnlyList<string> keys)
    {
        HtmlText body = new();
        body.Raw("<section>\n");
        foreach (string sentence in comparison.Conditions.Sentences)
        {
            body.Element("p", sentence, comparison.Conditions.IsSame ? "good" : "bad");
        }

        Baseline(body, comparison, keys);
        body.Raw("</section>\n");
        foreach (
            IGrouping<string, ComparedMeasure> workload in comparison.Measures.GroupBy(one => one.Workload)
        )
        {
            body.Raw("<section>\n").Element("h2", workload.Key).Raw("<div class=\"measures\">\n");
            foreach (ComparedMeasure measure in workload)
            {
                body.Table(
                    $"{measure.Measure.Name}, {(measure.Measure.IsMoreBetter ? "more" : "less")} is better",
                    Heads,
                    measure.Values.Where(value => value.Mean is not null).Select(value => Row(measure, value))
                );
            }

            body.Raw("</div>\n</section>\n");
        }

        body.Raw("<section>\n")
            .Element("p", "Better or worse is told only where chance is ruled out at 5 %.", "quiet")
            .Raw("</section>\n");
        return Layout.Write("compared", comparison.Title, body);
    }

    private static void Baseline(HtmlText body, Comparison comparison, IReadOnlyList<string> keys)
    {
        body.Raw("<form id=\"baseline\" action=\"/compare\" method=\"get\">\n");
        foreach (string key in keys)
        {
            body.Raw("<input type=\"hidden\" name=\"run\" value=\"").Text(key).Raw("\">");
        }

        body.Element(
            "span",
            $"{Figures.Some(comparison.Designs.Count, "design")}, {Figures.Some(comparison.Seeds.Count, "seed")},",
            "quiet"
        );
        body.Raw("<label>each held against <select name=\"baseline\">");
        for (int place = 0; place < comparison.Designs.Count; place++)
        {
            string label = comparison.Designs[place].Label;
            body.Raw($"<option value=\"{place}\"")
                .Raw(label == comparison.Baseline ? " selected>" : ">")
                .Text(label)
                .Raw("</option>");
        }

        body.Raw("</select></label>\n<button type=\"submit\">Compare</button>\n</form>\n");
    }

    private static HtmlCell[] Row(ComparedMeasure measure, ComparedValue value)
    {
        Func<double, string> show = measure.Measure.Show;
        string interval = $"{show(value.Interval.Low)} .. {show(value.Interval.High)}";
        return value.Contrast is { } contrast
            ?
            [
                value.Design,
                show(value.Mean!.Value),
                interval,
                ComparisonPage.Change(contrast.Change),
                Figures.Number(contrast.Probability),
                new HtmlCell(ComparisonPage.Word(contrast.Told), Style(contrast.Told)),
            ]
            :
            [
                new HtmlCell(value.Design, "strong"),
                show(value.Mean!.Value),
                interval,
                "",
                "",
                new HtmlCell("baseline", "quiet"),
            ];
    }

    private static string Style(Told told) =>
        told switch
        {
            Told.Better => "good strong",
            Told.Worse => "bad strong",
            Told.CannotTell or Told.Same => "quiet",
            _ => throw new ArgumentOutOfRangeException(nameof(told), told, "no such word"),
        };
}
