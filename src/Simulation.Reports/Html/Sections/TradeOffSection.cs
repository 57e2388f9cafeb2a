using Simulation.Reports.Charts;
using Simulation.Reports.Comparisons;

namespace Simulation.Reports.Html.Sections;

/// <summary>A dot for each design: what its clients paid in time against what they got.</summary>
internal static class TradeOffSection
{
    private const int Width = 420;
    private const int Height = 300;
    private const int Left = 56;
    private const int Bottom = 250;
    private const int Right = 396;
    private const int Top = 20;

    public static void Write(HtmlText html, Report report)
    {
        if (report.Designs.Count < 2)
        {
            return;
        }

        foreach (string workload in ClientView.Workloads(report))
        {
            List<ClientView> views =
            [
                .. ClientView.Of(report, workload).Where(view => view.Whole?.LatencyP99 is not null),
            ];
            if (views.Count < 2)
            {
                continue;
            }

            html.Raw("<div class=\"pair\">\n");
            Scatter(html, views, "worst availability", view => Worst(view));
            Scatter(html, views, "fresh reads", view => Fresh(view));
            html.Raw("</div>\n");
            Legend(html, views);
        }
    }

    private static double Worst(ClientView view) =>
        view
            .Windows.SelectMany(window => window.Regions)
            .Where(region => region.Invoked > 0)
            .Select(region => (double)region.Succeeded / region.Invoked)
            .DefaultIfEmpty(1)
            .Min();

    private static double Fresh(ClientView view) =>
        view.Whole is { Reads: > 0 } whole ? 1 - ((double)whole.StaleReads / whole.Reads) : 1;

    private static void Scatter(
        HtmlText html,
        List<ClientView> views,
        string upright,
        Func<ClientView, double> value
    )
    {
        Scale scale = Scale.Milliseconds(views.Min(Milliseconds), views.Max(Milliseconds));
        html.Raw($"<svg class=\"scatter\" role=\"img\" viewBox=\"0 0 {Width} {Height}\">")
            .Element("title", $"p99 latency against {upright}, a dot for each design");
        for (int tick = 0; tick <= 4; tick++)
        {
            string y = HtmlText.Number(Bottom - (tick / 4.0 * (Bottom - Top)));
            html.Raw($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Right}\" y1=\"{y}\" y2=\"{y}\"/>")
                .Raw($"<text class=\"end\" x=\"{Left - 6}\" y=\"{y}\" dy=\"4\">{tick * 25}%</text>");
        }

        foreach ((double tick, string label) in scale.Ticks)
        {
            string x = HtmlText.Number(X(scale.Place(tick)));
            html.Raw($"<line class=\"grid\" x1=\"{x}\" x2=\"{x}\" y1=\"{Top}\" y2=\"{Bottom}\"/>")
                .Raw($"<text class=\"middle\" x=\"{x}\" y=\"{Bottom + 18}\">")
                .Text(label)
                .Raw("</text>");
        }

        html.Raw(
                $"<text class=\"middle\" x=\"{(Left + Right) / 2}\" y=\"{Height - 8}\">p99 latency, logarithmic</text>"
            )
            .Raw($"<text x=\"0\" y=\"12\">")
            .Text(upright)
            .Raw("</text>");
        for (int index = 0; index < views.Count; index++)
        {
            ClientView view = views[index];
            string x = HtmlText.Number(X(scale.Place(Milliseconds(view))));
            string y = HtmlText.Number(Bottom - (value(view) * (Bottom - Top)));
            string share = HtmlText.Number(100 * value(view));
            html.Raw($"<circle class=\"d{index % 8}\" cx=\"{x}\" cy=\"{y}\" r=\"6\"><title>")
                .Text(
                    $"{view.Design.Label}: p99 {Figures.Length(view.Whole?.LatencyP99)}, {upright} {share}%"
                )
                .Raw("</title></circle>");
        }

        html.Raw("</svg>\n");
    }

    private static double X(double place) => Left + (place * (Right - Left));

    private static double Milliseconds(ClientView view) =>
        Math.Max(view.Whole!.LatencyP99!.Value.TotalMilliseconds, 0.001);

    private static void Legend(HtmlText html, List<ClientView> views)
    {
        html.Raw("<ul class=\"legend\">");
        for (int index = 0; index < views.Count; index++)
        {
            html.Raw($"<li><span class=\"swatch d{index % 8}\"></span>")
                .Text(views[index].Design.Label)
                .Raw("</li>");
        }

        html.Raw("</ul>\n");
    }
}
