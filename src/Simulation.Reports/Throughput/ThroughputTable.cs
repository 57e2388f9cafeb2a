using System.Globalization;
using System.Text;
using Simulation.Reports.Reference;

namespace Simulation.Reports.Throughput;

/// <summary>The curves as tables: what is sustained for people, every point for programs.</summary>
public static class ThroughputTable
{
    /// <summary>A table for each family, a row for each setup.</summary>
    /// <param name="curves">In the order of the rows.</param>
    /// <param name="command">What to type to make the same files again.</param>
    /// <param name="preface">What the numbers rest on.</param>
    /// <param name="charts">The files of the charts.</param>
    public static string Markdown(
        IReadOnlyList<ThroughputCurve> curves,
        string command,
        string preface,
        IReadOnlyList<string> charts
    )
    {
        StringBuilder text = new($"<!-- Made by `{command}`; do not edit. -->\n");
        text.Append($"# What each model sustains\n\n{preface}\n");
        foreach (var family in curves.GroupBy(curve => curve.Setup.Family, StringComparer.Ordinal))
        {
            text.Append($"\n## Every level of {family.Key}\n\n");
            foreach (
                string chart in charts.Where(chart => chart.Contains(family.Key, StringComparison.Ordinal))
            )
            {
                text.Append($"![Latency against throughput for every level of {family.Key}]({chart})\n\n");
            }

            text.Append(Costs(family.Key, [.. family.Where(IsUsual)]));
            text.Append("\nSustained operations a second, everywhere:\n\n").Append(Sustained([.. family]));
        }

        return text.ToString();
    }

    /// <summary>Whether a curve is of the setup that the charts show: three replicas, 95 % reads.</summary>
    public static bool IsUsual(ThroughputCurve curve) => curve.Setup is { Replicas: 3, ReadPercent: 95 };

    /// <summary>Every point of every curve; latencies in nanoseconds.</summary>
    public static string Csv(IReadOnlyList<ThroughputCurve> curves)
    {
        StringBuilder text = new(
            "family,model,regions,replicas,read_percent,faults,asked_per_second,succeeded_per_second,availability,"
                + "p50_ns,p99_ns,messages_per_operation,is_sustained\n"
        );
        foreach (ThroughputCurve curve in curves)
        {
            foreach (ThroughputPoint point in curve.Points)
            {
                Append(text, curve, point, "none", ReferenceEquals(point, curve.Best) ? "best" : "");
            }

            if (curve.Hurt is { } hurt)
            {
                Append(text, curve, hurt, "standard", "");
            }
        }

        return text.ToString();
    }

    private static void Append(
        StringBuilder text,
        ThroughputCurve curve,
        ThroughputPoint point,
        string faults,
        string mark
    )
    {
        ThroughputSetup setup = curve.Setup;
        text.Append(
            $"{setup.Family},{setup.Model},{setup.Regions},{setup.Replicas},{setup.ReadPercent},{faults},"
        );
        text.Append($"{point.Asked},{Figures.Number(point.Succeeded)},{Figures.Number(point.Availability)},");
        text.Append($"{point.LatencyP50?.Nanoseconds},{point.LatencyP99?.Nanoseconds},");
        text.Append($"{Figures.Number(point.MessagesPerOperation)},{mark}\n");
    }

    private static MarkdownTable Costs(string family, List<ThroughputCurve> curves)
    {
        MarkdownTable table = new(
            family,
            "regions",
            "replicas",
            "reads",
            "sustained",
            "p50 there",
            "p99 there",
            "messages per operation",
            "half of it under faults: available",
            "p99"
        );
        curves.ForEach(curve => Row(table, curve));
        return table;
    }

    /// <summary>A row for each model, regions and share of reads; a column for each number of replicas.</summary>
    private static MarkdownTable Sustained(List<ThroughputCurve> curves)
    {
        int[] replicas = [.. curves.Select(curve => curve.Setup.Replicas).Distinct().Order()];
        MarkdownTable table = new([
            "model",
            "regions",
            "reads",
            .. replicas.Select(count => Figures.Some(count, "replica")),
        ]);
        foreach (var row in curves.GroupBy(curve => curve.Setup with { Replicas = 0 }))
        {
            ThroughputSetup setup = row.Key;
            IEnumerable<string> cells = replicas.Select(count =>
                row.FirstOrDefault(curve => curve.Setup.Replicas == count) is { } curve
                    ? Best(curve)
                    : Figures.Nothing
            );
            table.Row([setup.Model, $"{setup.Regions}", $"{setup.ReadPercent} %", .. cells]);
        }

        return table;
    }

    private static string Best(ThroughputCurve curve) =>
        curve.Best is { } best
            ? Figures.Count((long)best.Succeeded) + "/s"
            : $"under {curve.Points[0].Asked}/s";

    private static void Row(MarkdownTable table, ThroughputCurve curve)
    {
        ThroughputSetup setup = curve.Setup;
        ThroughputPoint? best = curve.Best;
        table.Row(
            setup.Model,
            $"{setup.Regions}",
            $"{setup.Replicas}",
            $"{setup.ReadPercent} %",
            Best(curve),
            Figures.Length((best ?? curve.Points[0]).LatencyP50),
            Figures.Length((best ?? curve.Points[0]).LatencyP99),
            (best ?? curve.Points[0]).MessagesPerOperation.ToString("0.0", CultureInfo.InvariantCulture),
            curve.Hurt is { } hurt
                ? (hurt.Availability * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %"
                : Figures.Nothing,
            Figures.Length(curve.Hurt?.LatencyP99)
        );
    }
}
