using System.Globalization;
using Simulation.Reports.Charts;

namespace Simulation.Reports.Throughput;

/// <summary>Latency against throughput, a line for each model, a panel for each number of regions.</summary>
public static class ThroughputChart
{
    private const int Width = 900;
    private const int Left = 72;
    private const int Right = 24;
    private const int PanelHeight = 260;
    private const int PanelGap = 84;

    /// <summary>Draws the curves of one family.</summary>
    /// <param name="title">What they have in common.</param>
    /// <param name="curves">At least one; each model once for each number of regions.</param>
    public static string Draw(string title, IReadOnlyList<ThroughputCurve> curves)
    {
        List<string> models = [.. curves.Select(curve => curve.Setup.Model).Distinct()];
        SvgCanvas canvas = new(Width);
        canvas.Text(24, 34, title, "title");
        canvas.Text(24, 54, "p99 latency against operations a second, up to where the limit breaks", "quiet");
        int top = 74 + Legend.Draw(canvas, 24, 66, models) + 34;
        Scale across = Counts(curves.SelectMany(Shown).Select(point => point.Succeeded));
        foreach (var panel in curves.GroupBy(curve => curve.Setup.Regions))
        {
            Panel(canvas, [.. panel], models, across, top);
            top += PanelHeight + PanelGap;
        }

        return canvas.Finish(top - 20, title, Description(curves));
    }

    private static void Panel(
        SvgCanvas canvas,
        List<ThroughputCurve> curves,
        List<string> models,
        Scale across,
        int top
    )
    {
        int regions = curves[0].Setup.Regions;
        canvas.Text(Left, top - 10, regions == 1 ? "one region" : $"{regions} regions", "panel");
        List<double> latencies =
        [
            .. curves.SelectMany(Shown).Select(point => point.LatencyP99!.Value.TotalMilliseconds),
        ];
        Scale up = Scale.Milliseconds(latencies.Min(), latencies.Max());
        int bottom = top + PanelHeight;
        double X(double value) => Left + (across.Place(value) * (Width - Left - Right));
        double Y(double value) => bottom - (up.Place(value) * PanelHeight);
        foreach ((double value, string label) in up.Ticks)
        {
            canvas.Line(Left, Y(value), Width - Right, Y(value), "grid");
            canvas.Text(Left - 8, Y(value) + 4, label, "end quiet");
        }

        foreach ((double value, string label) in across.Ticks)
        {
            canvas.Line(X(value), bottom, X(value), bottom + 4, "axis");
            canvas.Text(X(value), bottom + 18, label, "quiet middle");
        }

        canvas.Line(Left, bottom, Width - Right, bottom, "axis");
        double limit = Y(curves[0].Limit.TotalMilliseconds);
        canvas.Line(Left, limit, Width - Right, limit, "edge");
        canvas.Text(Width - Right, limit - 6, "limit " + Figures.Length(curves[0].Limit), "alarm end");
        foreach (ThroughputCurve curve in curves)
        {
            List<(double X, double Y)?> points =
            [
                .. Shown(curve)
                    .Select(point => (X(point.Succeeded), Y(point.LatencyP99!.Value.TotalMilliseconds))),
            ];
            canvas.Path(points, Theme.Line(models.IndexOf(curve.Setup.Model)), curve.Setup.Model);
        }
    }

    /// <summary>
    /// The points up to the first that breaks the limit; beyond it clients time out and fewer succeed, so a line
    /// would turn back.
    /// </summary>
    private static IEnumerable<ThroughputPoint> Shown(ThroughputCurve curve)
    {
        foreach (ThroughputPoint point in curve.Points.Where(point => point.LatencyP99 is not null))
        {
            yield return point;
            if (point.LatencyP99 > curve.Limit)
            {
                yield break;
            }
        }
    }

    private static Scale Counts(IEnumerable<double> values)
    {
        List<double> all = [.. values];
        List<double> rounds = [];
        for (double decade = 1; decade < 1e9; decade *= 10)
        {
            rounds.AddRange([decade, 2 * decade, 5 * decade]);
        }

        int first = Math.Max(rounds.FindLastIndex(round => round <= all.Min()), 0);
        int last = Math.Max(rounds.FindIndex(round => round >= all.Max()), first + 1);
        return new Scale(
            rounds[first],
            rounds[last],
            true,
            [
                .. rounds[first..(last + 1)]
                    .Select(round => (round, round.ToString("#,0", CultureInfo.InvariantCulture) + "/s")),
            ]
        );
    }

    private static string Description(IReadOnlyList<ThroughputCurve> curves) =>
        string.Join(
            ' ',
            curves.Select(curve =>
                $"{curve.Setup.Model} in {Figures.Some(curve.Setup.Regions, "region")} sustains "
                + $"{Figures.Count((long)(curve.Best?.Succeeded ?? 0))} a second."
            )
        );
}
