using System.Globalization;
using Simulation.Histories;
using Simulation.Kernel.Time;
using Simulation.Reports.SpaceTime;

namespace Simulation.Reports.Html.Sections;

/// <summary>
/// Draws a space-time diagram. Everything that can be stepped to is a group with its place in time, and its title
/// says all there is to say of it, so that it can be read without any script.
/// </summary>
internal sealed class SpaceTimeDrawing
{
    private const double Top = 12;
    private const double BandX = ColumnLayout.Left - 22;
    private const double BandWidth = 8;
    private const double HeadLength = 7;
    private const int HeadHeight = 46;
    private const int SheetHeightMax = 580;
    private const int HeadLine = 16;
    private const int LanesMax = 3;
    private const double LaneWidth = 9;

    private readonly HtmlText _html;
    private readonly SpaceTimeDiagram _diagram;
    private readonly ColumnLayout _layout;
    private readonly TimeAxis _axis;
    private readonly int _number;
    private readonly Dictionary<Bar, double> _bars = new(ReferenceEqualityComparer.Instance);

    /// <summary>Lays a diagram out.</summary>
    /// <param name="html">What it is written to.</param>
    /// <param name="diagram">What is drawn.</param>
    /// <param name="number">Its number on the page.</param>
    public SpaceTimeDrawing(HtmlText html, SpaceTimeDiagram diagram, int number)
    {
        _html = html;
        _diagram = diagram;
        _number = number;
        _layout = new ColumnLayout(diagram.Columns);
        List<SimDuration> flights =
        [
            .. diagram.Arrows.Select(arrow => arrow.Latency).OfType<SimDuration>().Order(),
        ];
        _axis = new TimeAxis(
            diagram
                .Marks.SelectMany(mark => (SimTime[])[mark.Start, mark.End])
                .Append(diagram.Start)
                .Append(diagram.End),
            flights.Count == 0 ? 1.Milliseconds : flights[flights.Count / 2],
            Top
        );
        List<Bar> bars = [.. diagram.Marks.OfType<Bar>()];
        foreach ((Bar bar, int lane) in bars.Zip(BarLanes.Of(bars)))
        {
            _bars.Add(bar, _layout.Centre(bar.Place) + (Math.Min(lane, LanesMax) * LaneWidth));
        }
    }

    /// <summary>Writes the names of the columns, a picture of its own so that they can stay in sight.</summary>
    public void Heads()
    {
        Begin("heads", HeadsHeight, "aria-hidden=\"true\"");
        _html.Raw($"<g class=\"diagram\" id=\"heads-{_number}\">");
        foreach (ColumnGroup group in _layout.Groups)
        {
            double middle = (group.Start + group.End) / 2;
            Text(middle, 14, ColumnLayout.Name(group), "middle quiet");
            _html.Raw($"<path class=\"group\" d=\"M{N(group.Start + 6)} 21H{N(group.End - 6)}\"/>");
        }

        for (int place = 0; place < _diagram.Columns.Count; place++)
        {
            Column column = _diagram.Columns[place];
            double y = HeadHeight - 8 + (_layout.IsStaggered && place % 2 == 1 ? HeadLine : 0);
            _html.Raw("<g>").Element("title", column.Node);
            Text(
                _layout.Centre(place),
                y,
                _layout.Name(column.Node),
                column.IsClient ? "middle client" : "middle node"
            );
            _html.Raw("</g>");
        }

        _html.Raw("</g></svg>\n");
    }

    /// <summary>Writes the diagram.</summary>
    public void Body()
    {
        int height = BodyHeight;
        Begin("steps", height, "role=\"img\"");
        _html.Element("title", $"Messages between {_diagram.Start} and {_diagram.End}, time running down");
        _html.Raw($"<g class=\"diagram\" id=\"body-{_number}\">");
        Axis();
        for (int place = 0; place < _diagram.Columns.Count; place++)
        {
            string style = _diagram.Columns[place].IsClient ? "life client" : "life";
            string x = N(_layout.Centre(place));
            _html.Raw($"<path class=\"{style}\" d=\"M{x} 0V{height}\"/>");
        }

        // What covers much lies below what is thin.
        Layer<Band>(Draw);
        Layer<Outage>(Draw);
        Layer<Bar>(Draw);
        Layer<Arrow>(Draw);
        Layer<Pin>(Draw);
        foreach (Bar bar in _diagram.Numbered)
        {
            Badge(bar);
        }

        _html.Raw("</g></svg>\n");
    }

    /// <summary>Writes the diagram once more as sheets of paper, each with the names of the columns.</summary>
    public void Sheets()
    {
        int count = (BodyHeight + SheetHeightMax - 1) / SheetHeightMax;
        int height = (BodyHeight + count - 1) / count;
        for (int top = 0; top < BodyHeight; top += height)
        {
            Begin("sheet", HeadsHeight + height, "aria-hidden=\"true\"");
            _html
                .Raw($"<use href=\"#heads-{_number}\"/><svg y=\"{HeadsHeight}\" width=\"{_layout.Width}\"")
                .Raw($" height=\"{height}\" viewBox=\"0 {top} {_layout.Width} {height}\">")
                .Raw($"<use href=\"#body-{_number}\"/></svg></svg>\n");
        }
    }

    private int HeadsHeight => HeadHeight + (_layout.IsStaggered ? HeadLine : 0);

    private int BodyHeight => (int)Math.Ceiling(_axis.Bottom + 18);

    private void Begin(string style, int height, string attributes) =>
        _html
            .Raw($"<svg class=\"{style}\" {attributes} viewBox=\"0 0 {_layout.Width} {height}\"")
            .Raw($" width=\"{_layout.Width}\" height=\"{height}\">");

    private void Layer<T>(Action<T> draw)
        where T : Mark
    {
        for (int number = 0; number < _diagram.Marks.Count; number++)
        {
            if (_diagram.Marks[number] is T mark)
            {
                _html
                    .Raw($"<g class=\"mark {Style(mark)}\" data-n=\"{number}\"><title>")
                    .Text(mark.Words)
                    .Raw("</title>");
                draw(mark);
                _html.Raw("</g>\n");
            }
        }
    }

    private static string Style(Mark mark) =>
        mark switch
        {
            Arrow { Flight.End: FlightEnd.Dropped } arrow => arrow.IsFocal
                ? "arrow focal dropped"
                : "arrow dropped",
            Arrow arrow => arrow.IsFocal ? "arrow focal" : "arrow",
            Bar bar => (bar.Number > 0 ? "bar focal " : "bar ") + Style(bar.Operation),
            Outage outage => outage.IsPaused ? "outage paused" : "outage",
            Pin => "pin",
            Band => "band",
            _ => throw new ArgumentOutOfRangeException(nameof(mark), mark, "no such mark"),
        };

    private static string Style(Operation operation) =>
        operation.Outcome switch
        {
            Outcome.Succeeded => "ok",
            Outcome.Refused => "refused",
            Outcome.Lost => "lost",
            _ => throw new ArgumentOutOfRangeException(nameof(operation), "no such outcome"),
        };

    private void Axis()
    {
        IEnumerable<(SimTime, string)> wanted = _diagram
            .Marks.OfType<Band>()
            .SelectMany(band =>
                (IEnumerable<(SimTime, string)>)
                    [
                        .. band.BeginsHere ? [(band.Start, band.Id)] : Array.Empty<(SimTime, string)>(),
                        .. band.EndsHere
                            ? [(band.End, $"{band.Id} heals")]
                            : Array.Empty<(SimTime, string)>(),
                    ]
            );
        foreach (AxisLabel label in AxisLabels.Of(_axis, wanted))
        {
            Text(BandX - 8, label.Place + 4, label.Text, $"end {label.Style}");
            if (label.Style != "cut")
            {
                string y = N(label.Place);
                _html.Raw($"<path class=\"tick {label.Style}\" d=\"M{N(BandX - 4)} {y}H{_layout.Width}\"/>");
            }
        }

        foreach (TimeCut cut in _axis.Cuts)
        {
            string from = $"M{N(ColumnLayout.Left - 10)} {N(cut.Place - 2)}";
            _html.Raw($"<path class=\"zigzag\" d=\"{from}l6 4H{_layout.Width}\"/>");
        }
    }

    private void Draw(Band band)
    {
        double y = _axis.Place(band.Start);
        Box(BandX, y, BandWidth, Math.Max(_axis.Place(band.End) - y, 3), 2);
    }

    private void Draw(Outage outage)
    {
        double y = _axis.Place(outage.Start);
        Box(_layout.Centre(outage.Place) - 13, y, 26, Math.Max(_axis.Place(outage.End) - y, 4), 3);
    }

    private void Draw(Bar bar)
    {
        double y = _axis.Place(bar.Start);
        double half = bar.Number > 0 ? 5 : 3.5;
        Box(_bars[bar] - half, y, half * 2, Math.Max(_axis.Place(bar.End) - y, 3), 3);
    }

    private void Badge(Bar bar)
    {
        double x = _bars[bar] - 18;
        double y = _axis.Place(bar.Start) + 6;
        _html.Raw($"<circle class=\"badge\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"9\"/>");
        Text(x, y + 4, bar.Number.ToString(CultureInfo.InvariantCulture), "middle badge");
    }

    private void Draw(Pin pin)
    {
        string at = $"M{N(_layout.Centre(pin.Place))} {N(_axis.Place(pin.Start) - 6)}";
        _html.Raw($"<path d=\"{at}l6 6l-6 6l-6 -6z\"/>");
    }

    /// <summary>A line with a head where the message arrived and a cross where it went missing.</summary>
    private void Draw(Arrow arrow)
    {
        (double x1, double y1) = (_layout.Centre(arrow.Source), _axis.Place(arrow.Start));
        (double x2, double y2) = (_layout.Centre(arrow.Target), _axis.Place(arrow.End));
        if (arrow.Source == arrow.Target)
        {
            _html.Raw($"<path d=\"M{N(x1)} {N(y1)}q16 {N((y2 - y1) / 2)} 0 {N(Math.Max(y2 - y1, 3))}\"/>");
            return;
        }

        double way = Math.Sign(x2 - x1);
        string end;
        if (arrow.Flight.End == FlightEnd.Dropped)
        {
            // What never left the sender's side ends near it; what was lost at the door ends near the door.
            bool isLostAtOnce = arrow.End == arrow.Start;
            int columns = Math.Abs(arrow.Target - arrow.Source);
            double stub = Math.Min(Math.Abs(x2 - x1) * 0.5, 16 + (columns * 11));
            x2 = isLostAtOnce ? x1 + (way * stub) : x2 - (way * 12);
            y2 += isLostAtOnce ? 3 + columns : 0;
            end = "m-4 -4l8 8m0 -8l-8 8";
        }
        else
        {
            x2 -= way * 3;
            end = arrow.Flight.End == FlightEnd.Delivered ? Head(x1, y1, x2, y2) : "";
        }

        _html.Raw($"<path d=\"M{N(x1)} {N(y1)}L{N(x2)} {N(y2)}{end}\"/>");
    }

    /// <summary>The two strokes at the end of a line, in its direction.</summary>
    private static string Head(double x1, double y1, double x2, double y2)
    {
        double length = Math.Sqrt(((x2 - x1) * (x2 - x1)) + ((y2 - y1) * (y2 - y1)));
        (double back, double up) = ((x1 - x2) / length * HeadLength, (y1 - y2) / length * HeadLength);
        string left = $"m{N(back + (up / 2))} {N(up - (back / 2))}L{N(x2)} {N(y2)}";
        return left + $"l{N(back - (up / 2))} {N(up + (back / 2))}";
    }

    private void Box(double x, double y, double width, double height, int radius) =>
        _html.Raw(
            $"<rect x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(width)}\" height=\"{N(height)}\" rx=\"{radius}\"/>"
        );

    private void Text(double x, double y, string text, string style) =>
        _html.Raw($"<text class=\"{style}\" x=\"{N(x)}\" y=\"{N(y)}\">").Text(text).Raw("</text>");

    private static string N(double value) =>
        (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);
}
