using System.Globalization;
using System.Security;
using System.Text;

namespace Simulation.Reports.Html;

/// <summary>A page under construction. What it is given as text is escaped; only tags are taken as they are.</summary>
public sealed class HtmlText
{
    private readonly StringBuilder _text = new();

    /// <summary>Whether nothing was written yet.</summary>
    public bool IsEmpty => _text.Length == 0;

    /// <summary>Writes markup as it is.</summary>
    public HtmlText Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    /// <summary>Writes text that nobody can mistake for markup.</summary>
    public HtmlText Text(string text)
    {
        _text.Append(Escape(text));
        return this;
    }

    /// <summary>Writes an element that holds text.</summary>
    /// <param name="tag">Its name.</param>
    /// <param name="text">Its content.</param>
    /// <param name="style">Its classes, blank between; empty for none.</param>
    public HtmlText Element(string tag, string text, string style = "")
    {
        string classes = style.Length == 0 ? "" : $" class=\"{style}\"";
        _text.Append($"<{tag}{classes}>{Escape(text)}</{tag}>\n");
        return this;
    }

    /// <summary>Begins a picture that may be wider than the page; <c>&lt;/svg&gt;&lt;/div&gt;</c> ends it.</summary>
    public HtmlText WideSvg(string style, int width, int height) =>
        Raw($"<div class=\"scroll\" tabindex=\"0\"><svg class=\"{style}\" role=\"img\"")
            .Raw($" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">");

    /// <summary>Writes a table; a cell that looks like a number goes to the right.</summary>
    /// <param name="caption">What it shows; empty for none.</param>
    /// <param name="heads">The headings.</param>
    /// <param name="rows">As many cells as there are headings in each.</param>
    public HtmlText Table(
        string caption,
        IReadOnlyList<string> heads,
        IEnumerable<IReadOnlyList<HtmlCell>> rows
    )
    {
        _text.Append("<div class=\"scroll\" tabindex=\"0\"><table>\n");
        if (caption.Length > 0)
        {
            Element("caption", caption);
        }

        List<IReadOnlyList<HtmlCell>> all = [.. rows];
        _text.Append("<thead><tr>");
        for (int place = 0; place < heads.Count; place++)
        {
            bool isNumber =
                place > 0 && all.TrueForAll(row => row[place].Text.Length == 0 || IsNumber(row[place].Text));
            _text
                .Append(isNumber ? "<th scope=\"col\" class=\"number\">" : "<th scope=\"col\">")
                .Append(Escape(heads[place]))
                .Append("</th>");
        }

        _text.Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<HtmlCell> row in all)
        {
            _text.Append("<tr>");
            for (int place = 0; place < row.Count; place++)
            {
                Cell(row[place], isHead: place == 0);
            }

            _text.Append("</tr>\n");
        }

        _text.Append("</tbody></table></div>\n");
        return this;
    }

    /// <summary>A number in markup and scripts: at most three decimals, a point, no exponent.</summary>
    public static string Number(double value) =>
        (Math.Round(value, 3) + 0.0).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>The text with what means something in markup made harmless.</summary>
    public static string Escape(string text) => SecurityElement.Escape(text);

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Cell(HtmlCell cell, bool isHead)
    {
        string tag = isHead ? "th scope=\"row\"" : "td";
        string side = !isHead && IsNumber(cell.Text) ? "number " : "";
        string classes = $"{side}{cell.Style}".Trim();
        _text.Append(classes.Length == 0 ? $"<{tag}>" : $"<{tag} class=\"{classes}\">");
        _text.Append(Escape(cell.Text)).Append(isHead ? "</th>" : "</td>");
    }

    private static bool IsNumber(string text) =>
        text.Length > 0 && (char.IsAsciiDigit(text[0]) || text[0] is '$' or '-');
}

/// <summary>A cell of a table.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Style">Its classes; empty for none.</param>
public readonly record struct HtmlCell(string Text, string Style = "")
{
    /// <summary>A cell without classes.</summary>
    public static implicit operator HtmlCell(string text) => new(text);
}
