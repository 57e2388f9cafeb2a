using Simulation.Reports.Comparisons;
using Simulation.Scenarios.Running;

namespace Simulation.Reports.Charts;

/// <summary>A row of bars for each design, a column for each thing that matters, all from zero.</summary>
internal static class ComparisonChart
{
    private const int BarWidth = 124;
    private const int ColumnWidth = 176;
    private const int ColumnGap = 24;
    private const int RowHeight = 34;
    private const int FaultsShown = 2;
    private const int Top = 128;

    /// <summary>Draws the chart of one workload.</summary>
    public static string Draw(Report report, string workload)
    {
        List<ClientView> views = ClientView.Of(report, workload);
        List<Column> columns = Columns(views);
        int left = 48 + (int)views.Max(view => SvgCanvas.BoldTextWidth(view.Design.Label));
        SvgCanvas canvas = new(Math.Max(left + (columns.Count * (ColumnWidth + ColumnGap)) + 12, 480));
        string keys = views[0].Design.Keys.Length == 0 ? "" : " by " + views[0].Design.Keys;
        string seeds = (report.Seeds.Count == 1 ? "seed " : "seeds ") + string.Join(' ', report.Seeds);
        canvas.Text(24, 34, "Comparison" + keys, "title");
        canvas.Text(24, 54, $"{report.Scenario}, clients {workload}, {seeds}", "quiet");
        for (int row = 0; row < views.Count; row++)
        {
            canvas.Text(24, RowTop(row) + 20, views[row].Design.Label, "panel");
        }

        for (int index = 0; index < columns.Count; index++)
        {
            Draw(canvas, columns[index], left + (index * (ColumnWidth + ColumnGap)));
        }

        return canvas.Finish(
            RowTop(views.Count) + 20,
            "Comparison - " + report.Title,
            Description(views, columns)
        );
    }

    private static int RowTop(int row) => Top + (row * RowHeight);

    private static void Draw(SvgCanvas canvas, Column column, int left)
    {
        canvas.Text(left, 92, column.Title, "panel");
        canvas.Text(left, 109, column.Subtitle, "quiet");
        double largest = column.Full ?? Math.Max(column.Bars.Max(bar => bar.Value ?? 0), 1e-9);
        for (int row = 0; row < column.Bars.Count; row++)
        {
            Bar bar = column.Bars[row];
            int top = RowTop(row) + 5;
            canvas.Box(left, top, BarWidth, 20, "track", radius: 3);
            double share = (bar.Value ?? 0) / largest;
            double width = bar.Value > 0 ? Math.Max(share * BarWidth, 2) : 0;
            canvas.Box(
                left,
                top,
                width,
                20,
                Theme.Bar(row),
                $"{column.Title} {column.Subtitle}: {bar.Label}",
                3
            );

            canvas.Text(left + BarWidth + 8, top + 14, bar.Label, "");
        }
    }

    private static List<Column> Columns(List<ClientView> views)
    {
        List<Column> columns = [];
        foreach (WindowOutcome window in Windows(views[0]))
        {
            string when = string.Equals(window.Name, ClientView.WholeRun, StringComparison.Ordinal)
                ? "whole run"
                : "while " + window.Name;
            columns.AddRange(
                window.Regions.Select(region => new Column(
                    "Available in " + region.Region,
                    when + ", more is better",
                    1,
                    [.. views.Select(view => Share(view, window.Name, region.Region))]
                ))
            );
        }

        columns.Add(
            new Column(
                "p99 latency",
                "whole run, less is better",
                null,
                [
                    .. views.Select(view => new Bar(
                        view.Whole?.LatencyP99?.TotalMilliseconds,
                        Figures.Length(view.Whole?.LatencyP99)
                    )),
                ]
            )
        );
        columns.Add(
            new Column("Stale reads", "share of reads, less is better", null, [.. views.Select(Stale)])
        );
        columns.Add(
            new Column(
                "Lost writes",
                "acknowledged, then gone",
                null,
                [.. views.Select(view => new Bar(view.LostWrites, Figures.Count(view.LostWrites)))]
            )
        );
        return columns;
    }

    private static IEnumerable<WindowOutcome> Windows(ClientView view)
    {
        List<WindowOutcome> faults =
        [
            .. view
                .Windows.Where(window =>
                    !string.Equals(window.Name, ClientView.WholeRun, StringComparison.Ordinal)
                )
                .Take(FaultsShown),
        ];
        return faults.Count > 0 ? faults : view.Windows;
    }

    private static Bar Share(ClientView view, string window, string region)
    {
        RegionAvailability? share = view.Window(window)
            ?.Regions.FirstOrDefault(each => string.Equals(each.Region, region, StringComparison.Ordinal));
        return share is null || share.Invoked == 0
            ? new Bar(null, Figures.Nothing)
            : new Bar((double)share.Succeeded / share.Invoked, Figures.Share(share.Succeeded, share.Invoked));
    }

    private static Bar Stale(ClientView view)
    {
        int reads = view.Whole?.Reads ?? 0;
        int stale = view.Whole?.StaleReads ?? 0;
        return reads == 0
            ? new Bar(null, Figures.Nothing)
            : new Bar((double)stale / reads, stale == 0 ? "none" : Figures.Share(stale, reads));
    }

    private static string Description(List<ClientView> views, List<Column> columns) =>
        string.Join(
            ' ',
            columns.Select(column =>
                $"{column.Title}, {column.Subtitle}: "
                + string.Join(
                    ", ",
                    views.Select((view, row) => $"{view.Design.Label} {column.Bars[row].Label}")
                )
                + "."
            )
        );

    private sealed record Bar(double? Value, string Label);

    private sealed record Column(string Title, string Subtitle, double? Full, IReadOnlyList<Bar> Bars);
}
