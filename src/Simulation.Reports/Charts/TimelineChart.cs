using System.Globalization;

namespace Simulation.Reports.Charts;

/// <summary>Panels over a common time axis, one line for each design, faults shaded.</summary>
internal sealed class TimelineChart(Report report, IReadOnlyList<string> labels)
{
    private const int Width = 960;
    private const int Left = 72;
    private const int Right = 24;
    private const int PanelHeight = 190;
    private const int PanelGap = 62;

    private readonly SvgCanvas _canvas = new(Width);
    private readonly IReadOnlyList<ShadedWindow> _windows = ShadedWindow.Of(report);
    private readonly double _seconds = Math.Max(report.Runs.Max(run => run.Duration.TotalSeconds), 1);
    private readonly double _warmup = report.Runs[0].Warmup.TotalSeconds;

    /// <summary>Draws the chart.</summary>
    /// <param name="title">What it shows.</param>
    /// <param name="panels">From top to bottom.</param>
    public string Draw(string title, IReadOnlyList<Panel> panels)
    {
        _canvas.Text(Left, 34, title, "title");
        _canvas.Text(Left, 54, Subtitle(), "quiet");
        int top = 70 + Legend.Draw(_canvas, Left, 66, labels) + 38;
        for (int index = 0; index < panels.Count; index++)
        {
            Panel(panels[index], top, isFirst: index == 0, isLast: index == panels.Count - 1);
            top += PanelHeight + PanelGap;
        }

        return _canvas.Finish(top - 10, title + " - " + report.Title, Description(panels));
    }

    private double X(double second) => Left + (second / _seconds * (Width - Left - Right));

    private void Panel(Panel panel, int top, bool isFirst, bool isLast)
    {
        int bottom = top + PanelHeight;
        Shade(top, isFirst);
        _canvas.Text(Left, top - (isFirst ? 24 : 12), panel.Title, "panel");
        foreach ((double value, string label) in panel.Scale.Ticks)
        {
            double y = bottom - (panel.Scale.Place(value) * PanelHeight);
            _canvas.Line(Left, y, Width - Right, y, "grid");
            _canvas.Text(Left - 8, y + 4, label, "quiet end");
        }

        Times(bottom, isLast);
        for (int index = 0; index < panel.Series.Count; index++)
        {
            _canvas.Path(Points(panel, index, bottom), Theme.Line(index), labels[index]);
        }
    }

    private void Shade(int top, bool isFirst)
    {
        foreach (ShadedWindow window in _windows)
        {
            double left = X(window.Start);
            double right = X(window.End);
            _canvas.Box(left, top, right - left, PanelHeight, "fault", window.Label);
            _canvas.Line(left, top, left, top + PanelHeight, "edge");
            _canvas.Line(right, top, right, top + PanelHeight, "edge");
            if (isFirst)
            {
                _canvas.Text((left + right) / 2, top - 6, window.Label, "alarm middle");
            }
        }

        if (_warmup > 0)
        {
            _canvas.Line(X(_warmup), top, X(_warmup), top + PanelHeight, "warmup");
            if (isFirst)
            {
                _canvas.Text(X(_warmup), top - 6, "warm-up ends", "quiet middle");
            }
        }
    }

    private void Times(int bottom, bool isLast)
    {
        _canvas.Line(Left, bottom, Width - Right, bottom, "axis");
        foreach ((double value, string label) in Scale.Linear(_seconds, " s", 6).Ticks)
        {
            if (value <= _seconds)
            {
                _canvas.Line(X(value), bottom, X(value), bottom + 4, "axis");
                _canvas.Text(X(value), bottom + 18, label, "quiet middle");
            }
        }

        if (isLast)
        {
            _canvas.Text(Width - Right, bottom + 36, "simulated time", "quiet end");
        }
    }

    private List<(double X, double Y)?> Points(Panel panel, int index, int bottom)
    {
        IReadOnlyList<double?> values = panel.Series[index];
        List<(double X, double Y)?> points = new(values.Count);
        for (int second = 0; second < values.Count && second < _seconds; second++)
        {
            points.Add(
                values[second] is { } value
                    ? (X(Math.Min(second + 0.5, _seconds)), bottom - (panel.Scale.Place(value) * PanelHeight))
                    : null
            );
        }

        return points;
    }

    private string Subtitle()
    {
        string seeds =
            report.Seeds.Count == 1
                ? $"seed {report.Seeds[0]}"
                : $"{report.Seeds.Count} seeds together ({string.Join(' ', report.Seeds)})";
        return $"{report.Scenario}, one point a second, {seeds}";
    }

    private string Description(IReadOnlyList<Panel> panels)
    {
        string windows = string.Concat(
            _windows.Select(window =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $" Shaded from {window.Start:0.###} s to {window.End:0.###} s: {window.Label}."
                )
            )
        );
        return $"{panels.Count} panels over {_seconds.ToString("0.###", CultureInfo.InvariantCulture)} s of simulated"
            + $" time: {string.Join("; ", panels.Select(panel => panel.Title))}."
            + $" One line for each of: {string.Join(", ", labels)}.{windows}";
    }
}

/// <summary>One panel of a timeline.</summary>
/// <param name="Title">What is measured, with its unit.</param>
/// <param name="Scale">Its upright axis.</param>
/// <param name="Series">For each design the value of each second; null where nothing was measured.</param>
internal sealed record Panel(string Title, Scale Scale, IReadOnlyList<IReadOnlyList<double?>> Series);
