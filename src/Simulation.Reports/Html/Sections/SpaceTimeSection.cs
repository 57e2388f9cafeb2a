using Simulation.Histories;
using Simulation.Reports.Comparisons;
using Simulation.Reports.SpaceTime;

namespace Simulation.Reports.Html.Sections;

/// <summary>Every message around an anomaly or the beginning of a fault, to look at and to step through.</summary>
internal static class SpaceTimeSection
{
    private static readonly (Outcome Outcome, string Style, string Words)[] Outcomes =
    [
        (Outcome.Succeeded, "ok", "operation that succeeded"),
        (Outcome.Refused, "refused", "operation refused"),
        (Outcome.Lost, "lost", "operation without an answer"),
    ];

    public static void Write(HtmlText html, Report report)
    {
        for (int number = 0; number < report.Diagrams.Count; number++)
        {
            Diagram(html, report, report.Diagrams[number], number);
        }
    }

    private static void Diagram(HtmlText html, Report report, SpaceTimeDiagram diagram, int number)
    {
        string title = $"{Design.Name(diagram.Run)}: {diagram.Scene.Title}";
        string seed = report.Seeds.Count > 1 ? $"Seed {diagram.Run.Seed}. " : "";
        html.Element("h3", title);
        foreach (string line in diagram.Scene.Reason.Split('\n'))
        {
            html.Element("p", line, "quiet");
        }

        if (diagram.Numbered.Any())
        {
            html.Raw("<ol class=\"numbered\">\n");
            foreach (Bar bar in diagram.Numbered)
            {
                html.Element("li", bar.Words);
            }

            html.Raw("</ol>\n");
        }

        Legend(html, diagram);
        html.Raw("<figure class=\"spacetime\" tabindex=\"0\" aria-label=\"")
            .Text($"Space-time diagram of {title}; arrow keys step through it, the table below says the same")
            .Raw("\">\n<div class=\"stepper noprint\" hidden>")
            .Raw("<button type=\"button\" data-step=\"first\">First</button>")
            .Raw("<button type=\"button\" data-step=\"previous\">Previous</button>")
            .Raw("<button type=\"button\" data-step=\"next\">Next</button>")
            .Raw("<button type=\"button\" data-step=\"last\">Last</button>")
            .Raw("<span class=\"count quiet\"></span></div>\n")
            .Raw("<p class=\"say noprint\" aria-live=\"polite\" hidden></p>\n")
            .Raw("<div class=\"window\" tabindex=\"-1\">");
        var drawing = new SpaceTimeDrawing(html, diagram, number + 1);
        drawing.Heads();
        drawing.Body();
        html.Raw("</div>\n");
        drawing.Sheets();
        html.Raw("</figure>\n");
        html.Element("p", seed + Shown(diagram), "quiet").Element("code", Replay(diagram), "command");
        Messages(html, diagram, number);
    }

    private static void Legend(HtmlText html, SpaceTimeDiagram diagram)
    {
        html.Raw("<ul class=\"legend spacetime-legend\">\n");
        void Key(string style, string words) =>
            html.Raw($"<li><span class=\"key {style}\"></span>").Text(words).Raw("</li>\n");
        bool isAboutKeys = diagram.Scene.Operations.Count > 0;
        Key("focal", isAboutKeys ? "message of these operations or their keys" : "message");
        if (isAboutKeys && diagram.Arrows.Any(arrow => !arrow.IsFocal))
        {
            Key("other", "other message");
        }

        if (diagram.Arrows.Any(arrow => arrow.Flight.End == FlightEnd.Dropped))
        {
            Key("dropped", "✕ dropped");
        }

        foreach ((Outcome outcome, string style, string words) in Outcomes)
        {
            if (diagram.Marks.Any(mark => mark is Bar bar && bar.Operation.Outcome == outcome))
            {
                Key(style, words);
            }
        }

        if (diagram.Marks.Any(mark => mark is Outage))
        {
            Key("outage", "node down or paused");
        }

        if (diagram.Marks.Any(mark => mark is Pin))
        {
            Key("pin", "component event");
        }

        if (diagram.Marks.Any(mark => mark is Band))
        {
            Key("band", "fault in force");
        }

        html.Raw("</ul>\n");
    }

    private static string Shown(SpaceTimeDiagram diagram)
    {
        int shown = diagram.Arrows.Count();
        string others = diagram.ProcessesLeftOut == 1 ? "1 process" : $"{diagram.ProcessesLeftOut} processes";
        string nodes = diagram.ProcessesLeftOut > 0 ? $", among them those of {others} without a column" : "";
        return diagram.MessagesLeftOut == 0
            ? $"All {shown} messages between {Figures.Stretch(diagram.Start, diagram.End)} are drawn."
            : $"{shown} of the {Figures.Count(shown + diagram.MessagesLeftOut)} messages sent in"
                + $" {Figures.Stretch(diagram.Start, diagram.End)} are drawn, the nearest to what is shown;"
                + $" {Figures.Count(diagram.MessagesLeftOut)} are left out{nodes}. This shows the others:";
    }

    private static string Replay(SpaceTimeDiagram diagram)
    {
        string focus = diagram.Scene.Operations.Select(operation => operation.Key).FirstOrDefault() is { } key
            ? $" --focus {key}"
            : "";
        return $"simlab replay {diagram.Run.Id} --until {diagram.End}{focus}";
    }

    private static void Messages(HtmlText html, SpaceTimeDiagram diagram, int number)
    {
        html.Raw($"<details id=\"messages-{number + 1}\">").Element("summary", "The same as a table");
        html.Table(
            "",
            ["sent", "took", "from", "to", "message", "end"],
            diagram.Arrows.Select(arrow =>
                (IReadOnlyList<HtmlCell>)
                    [
                        new HtmlCell(arrow.Flight.Sent.ToString(), "mono"),
                        Figures.Length(arrow.Latency),
                        arrow.Flight.Source,
                        arrow.Flight.Target,
                        arrow.Content,
                        arrow.Fate,
                    ]
            )
        );
        html.Raw("</details>\n");
    }
}
