using System.Text;

namespace Simulation.Reports.Charts;

/// <summary>The look of all charts, in a light and a dark variant.</summary>
/// <remarks>
/// Colours are spelled out for both variants rather than taken from CSS variables, which several SVG readers
/// do not know. Neighbours in the palette differ in lightness as well as in hue, for readers who see fewer
/// hues.
/// </remarks>
public static class Theme
{
    private static readonly string[] Light =
    [
        "#1f6feb",
        "#d9480f",
        "#1a7f37",
        "#8250df",
        "#0c8599",
        "#bf3989",
        "#7d4e00",
        "#57606a",
    ];

    private static readonly string[] Dark =
    [
        "#6cb0ff",
        "#ff9850",
        "#56d364",
        "#c8a4ff",
        "#4dd0e1",
        "#ff8fc7",
        "#e3b341",
        "#adbac7",
    ];

    private static readonly string[] Widths = ["3.4", "2.7", "2.1", "1.7", "1.5", "1.4", "1.3", "1.2"];

    /// <summary>The style sheet that every chart carries.</summary>
    public static string StyleSheet { get; } = Write();

    /// <summary>
    /// The style of the line of a design, by its place; later lines are thinner, so that none hides another.
    /// </summary>
    public static string Line(int index) => $"line l{index % Light.Length}{Again(index)}";

    /// <summary>The style of the bar of a design, by its place.</summary>
    public static string Bar(int index) => $"f{index % Light.Length}";

    private static string Again(int index) => index < Light.Length ? "" : " again";

    private static string Write()
    {
        StringBuilder text = new(
            """
            text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;
            font-size:12px;fill:#1f2328}
            .title{font-size:18px;font-weight:600}
            .panel{font-size:13px;font-weight:600}
            .quiet{fill:#59636e}
            .end{text-anchor:end}
            .middle{text-anchor:middle}
            .paper{fill:#ffffff}
            .grid{stroke:#d8dee4;stroke-width:1}
            .axis{stroke:#818b98;stroke-width:1}
            .warmup{stroke:#818b98;stroke-width:1;stroke-dasharray:3 3}
            .track{fill:#eff2f5}
            .fault{fill:#cf222e;fill-opacity:.09}
            .edge{stroke:#cf222e;stroke-opacity:.45;stroke-width:1}
            .alarm{fill:#b3202c;font-weight:600}
            .line{fill:none;stroke-linecap:round;stroke-linejoin:round}
            .again{stroke-dasharray:6 4}

            """.ReplaceLineEndings("\n")
        );
        Palette(text, Light, widths: true);
        text.Append(
            """
            @media (prefers-color-scheme:dark){
            text{fill:#f0f6fc}
            .quiet{fill:#9198a1}
            .paper{fill:#0d1117}
            .grid{stroke:#2b323b}
            .axis,.warmup{stroke:#768390}
            .track{fill:#1b222b}
            .fault{fill:#ff7b72;fill-opacity:.14}
            .edge{stroke:#ff7b72}
            .alarm{fill:#ff9b94}

            """.ReplaceLineEndings("\n")
        );
        Palette(text, Dark, widths: false);
        return text.Append("}\n").ToString();
    }

    private static void Palette(StringBuilder text, string[] colours, bool widths)
    {
        for (int index = 0; index < colours.Length; index++)
        {
            string width = widths ? $";stroke-width:{Widths[index]}" : "";
            text.Append($".l{index}{{stroke:{colours[index]}{width}}}\n.f{index}{{fill:{colours[index]}}}\n");
        }
    }
}
