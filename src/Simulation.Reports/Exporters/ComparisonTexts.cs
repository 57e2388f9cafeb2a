using System.Globalization;
using System.Text;
using Simulation.Reports.Comparisons;
using Simulation.Reports.Files;
using Simulation.Reports.Json;
using Simulation.Reports.Reference;
using Simulation.Reports.Terminal;

namespace Simulation.Reports.Exporters;

/// <summary>Comparisons as Markdown, CSV and JSON.</summary>
public static class ComparisonTexts
{
    /// <summary>A heading and a table for each comparison.</summary>
    public static string Markdown(IReadOnlyList<Comparison> comparisons)
    {
        StringBuilder text = new();
        foreach (Comparison comparison in comparisons)
        {
            text.Append($"## {comparison.Title}\n\n");
            text.Append($"Baseline {comparison.Baseline}; seeds {string.Join(' ', comparison.Seeds)}. ");
            text.AppendJoin(' ', comparison.Conditions.Sentences).Append("\n\n");
            MarkdownTable table = new("measure", "design", "mean", "95% between", "change", "p", "told");
            foreach (ComparedMeasure measure in comparison.Measures)
            {
                foreach (ComparedValue value in measure.Values.Where(value => value.Mean is not null))
                {
                    Func<double, string> show = measure.Measure.Show;
                    table.Row(
                        measure.Measure.Name,
                        value.Design,
                        show(value.Mean!.Value),
                        $"{show(value.Interval.Low)} .. {show(value.Interval.High)}",
                        value.Contrast is null ? "" : ComparisonPage.Change(value.Contrast.Change),
                        value.Contrast is null ? "" : Number(value.Contrast.Probability),
                        value.Contrast is null ? "" : ComparisonPage.Word(value.Contrast.Told)
                    );
                }
            }

            text.Append(table).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>
    /// A row for each comparison, measure and design; bare numbers: nanoseconds, counts and shares.
    /// </summary>
    public static string Csv(IReadOnlyList<Comparison> comparisons)
    {
        StringBuilder text = new(
            "comparison,workload,measure,design,samples,mean,low,high,change,superiority,probability,told\n"
        );
        foreach (Comparison comparison in comparisons)
        {
            foreach (ComparedMeasure measure in comparison.Measures)
            {
                foreach (ComparedValue value in measure.Values)
                {
                    string[] cells =
                    [
                        CsvText.Cell(comparison.Title),
                        CsvText.Cell(measure.Workload),
                        measure.Measure.Name,
                        CsvText.Cell(value.Design),
                        value.Values.Count.ToString(CultureInfo.InvariantCulture),
                        Number(value.Mean),
                        value.Mean is null ? "" : Number(value.Interval.Low),
                        value.Mean is null ? "" : Number(value.Interval.High),
                        Number(value.Contrast?.Change),
                        Number(value.Contrast?.Superiority),
                        Number(value.Contrast?.Probability),
                        value.Contrast is null ? "" : ComparisonPage.Word(value.Contrast.Told),
                    ];
                    text.AppendJoin(',', cells).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    /// <summary>One document.</summary>
    public static string Json(IReadOnlyList<Comparison> comparisons) =>
        JsonText.Write(
            new JsonMap()
                .With("comparisons", RunJson.List(comparisons, Of))
                .With("format", "simlab-comparison-1")
        );

    private static JsonMap Of(Comparison comparison) =>
        new JsonMap()
            .With("baseline", comparison.Baseline)
            .With("conditions", comparison.Conditions.Sentences)
            .With("measures", RunJson.List(comparison.Measures, Of))
            .With("same_conditions", comparison.Conditions.IsSame)
            .With("seeds", comparison.Seeds.Select(seed => (object?)seed))
            .With("title", comparison.Title);

    private static JsonMap Of(ComparedMeasure measure) =>
        new JsonMap()
            .With("designs", RunJson.List(measure.Values, Of))
            .With("measure", measure.Measure.Name)
            .With("workload", measure.Workload);

    private static JsonMap Of(ComparedValue value) =>
        new JsonMap()
            .With("change", value.Contrast?.Change)
            .With("design", value.Design)
            .With("high", value.Mean is null ? null : value.Interval.High)
            .With("low", value.Mean is null ? null : value.Interval.Low)
            .With("mean", value.Mean)
            .With("probability", value.Contrast?.Probability)
            .With("superiority", value.Contrast?.Superiority)
            .With("told", value.Contrast is { } contrast ? ComparisonPage.Word(contrast.Told) : null)
            .With("values", value.Values.Select(one => (object?)one));

    private static string Number(double? value) => value is { } known ? Figures.Number(known) : "";
}
