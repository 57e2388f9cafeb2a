using System.Globalization;
using System.Security;
using System.Text;

namespace Simulation.Reports.Charts;

/// <summary>
/// A picture under construction. It names no font, style sheet or script outside itself, follows the reader's
/// light or dark theme, and tells its content in words for those who do not see it.
/// </summary>
public sealed class SvgCanvas(int width)
{
    private readonly StringBuilder _body = new();

    /// <summary>Its width in pixels.</summary>
    public int Width => width;

    /// <summary>Writes a text; the place is its baseline.</summary>
    /// <param name="x">From the left edge.</param>
    /// <param name="y">From the upper edge.</param>
    /// <param name="text">The text, not yet escaped.</param>
    /// <param name="style">Names of <see cref="Theme"/>, blank between.</param>
    public void Text(double x, double y, string text, string style) =>
        _body.Append(
            $"<text class=\"{style}\" x=\"{Coordinate(x)}\" y=\"{Coordinate(y)}\">{Escape(text)}</text>\n"
        );

    /// <summary>Draws a straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string style) =>
        _body.Append(
            $"<line class=\"{style}\" x1=\"{Coordinate(x1)}\" y1=\"{Coordinate(y1)}\""
                + $" x2=\"{Coordinate(x2)}\" y2=\"{Coordinate(y2)}\"/>\n"
        );

    /// <summary>Fills a rectangle; the tooltip is shown by readers that can.</summary>
    public void Box(
        double x,
        double y,
        double boxWidth,
        double height,
        string style,
        string tooltip = "",
        int radius = 0
    )
    {
        string round = radius > 0 ? $" rx=\"{radius}\"" : "";
        string place = $"x=\"{Coordinate(x)}\" y=\"{Coordinate(y)}\"";
        string size = $"width=\"{Coordinate(Math.Max(boxWidth, 0))}\" height=\"{Coordinate(height)}\"";
        string end = tooltip.Length == 0 ? "/>" : $"><title>{Escape(tooltip)}</title></rect>";
        _body.Append($"<rect class=\"{style}\" {place} {size}{round}{end}\n");
    }

    /// <summary>
    /// Draws lines through points, broken where a point is missing; a point without neighbours is a dot.
    /// </summary>
    public void Path(IReadOnlyList<(double X, double Y)?> points, string style, string tooltip)
    {
        StringBuilder path = new();
        bool isDown = false;
        foreach ((double X, double Y)? point in points)
        {
            if (point is { } place)
            {
                // A line back to where the pen stands draws the round cap of a lone point.
                path.Append(isDown ? "L" : "M")
                    .Append(Coordinate(place.X))
                    .Append(' ')
                    .Append(Coordinate(place.Y))
                    .Append(isDown ? "" : "h0");
            }

            isDown = point is not null;
        }

        if (path.Length > 0)
        {
            _body.Append($"<path class=\"{style}\" d=\"{path}\"><title>{Escape(tooltip)}</title></path>\n");
        }
    }

    /// <summary>The picture.</summary>
    /// <param name="height">In pixels.</param>
    /// <param name="title">What it shows, in a few words.</param>
    /// <param name="description">What is to be seen on it, in sentences.</param>
    public string Finish(int height, string title, string description) =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\""
        + $" height=\"{height}\" role=\"img\" aria-labelledby=\"title description\">\n"
        + $"<title id=\"title\">{Escape(title)}</title>\n"
        + $"<desc id=\"description\">{Escape(description)}</desc>\n"
        + $"<style>\n{Theme.StyleSheet}</style>\n"
        + $"<rect class=\"paper\" width=\"{width}\" height=\"{height}\"/>\n"
        + _body
        + "</svg>\n";

    /// <summary>
    /// How wide a text of 12 pixels will roughly be; fonts differ, so callers leave some room.
    /// </summary>
    public static double TextWidth(string text) => text.Length * 6.7;

    /// <summary>How wide a bold text of 13 pixels will at most be in the usual fonts.</summary>
    public static double BoldTextWidth(string text) => text.Length * 8.2;

    private static string Coordinate(double value) =>
        (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);

    private static string Escape(string text) => SecurityElement.Escape(text);
}
