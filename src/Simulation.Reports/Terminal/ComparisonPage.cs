using System.Globalization;
using Simulation.Reports.Comparisons;

namespace Simulation.Reports.Terminal;

/// <summary>Puts a comparison into lines: a table for each measure, a row for each design.</summary>
public static class ComparisonPage
{
    private const int SeedsToTell = 4;

    /// <summary>All lines of a comparison.</summary>
    public static IReadOnlyList<Line> Compose(Comparison comparison)
    {
        Page page = new();
        page.Sentence(0, comparison.Title, Tone.Heading);
        page.Sentence(
            0,
            $"{Figures.Some(comparison.Designs.Count, "design")}, {Figures.Some(comparison.Seeds.Count, "seed")}"
                + $" ({string.Join(' ', comparison.Seeds)}), each held against {comparison.Baseline}",
            Tone.Quiet
        );
        foreach (string sentence in comparison.Conditions.Sentences)
        {
            page.Sentence(0, sentence, comparison.Conditions.IsSame ? Tone.Good : Tone.Bad);
        }

        bool hasSeveral = comparison.Measures.Select(measure => measure.Workload).Distinct().Count() > 1;
        foreach (ComparedMeasure measure in comparison.Measures)
        {
            page.Gap();
            Write(page, measure, comparison.Baseline, hasSeveral ? $" ({measure.Workload})" : "");
        }

        page.Gap();
        Notes(page, comparison);
        return page.Lines;
    }

    /// <summary>What can be told, in words.</summary>
    public static string Word(Told told) =>
        told switch
        {
            Told.CannotTell => "cannot tell",
            Told.Same => "same",
            Told.Better => "better",
            Told.Worse => "worse",
            _ => throw new ArgumentOutOfRangeException(nameof(told), told, "no such word"),
        };

    /// <summary>A change with its sign, in percent.</summary>
    public static string Change(double? change) =>
        change is { } known
            ? (known * 100).ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture) + "%"
            : Figures.Nothing;

    private static void Write(Page page, ComparedMeasure measure, string baseline, string suffix)
    {
        Func<double, string> show = measure.Measure.Show;
        IReadOnlyList<ComparedValue> values = measure.Values;
        Table table = new();
        table.Add(
            "",
            measure.Measure.Name + suffix,
            true,
            values.Select(value => new Span(
                value.Design,
                value.Design == baseline ? Tone.Strong : Tone.Plain
            ))
        );
        table.Add(
            "",
            "mean",
            false,
            values.Select(value => Cell(value.Mean is { } mean ? show(mean) : null))
        );
        table.Add(
            "",
            "95% between",
            false,
            values.Select(value =>
                Cell(value.Mean is null ? null : $"{show(value.Interval.Low)} .. {show(value.Interval.High)}")
            )
        );
        table.Add("", "change", false, values.Select(value => Cell(Changed(value))));
        table.Add(
            "",
            "p",
            false,
            values.Select(value =>
                Cell(value.Contrast?.Probability.ToString("0.000", CultureInfo.InvariantCulture))
            )
        );
        table.Add("", "told", true, values.Select(value => Verdict(value, baseline)));
        table.Write(page);
    }

    private static string? Changed(ComparedValue value) =>
        value.Contrast is { } contrast ? Change(contrast.Change) : null;

    private static Span Cell(string? text) => new(text ?? Figures.Nothing);

    private static Span Verdict(ComparedValue value, string baseline) =>
        (value.Contrast, value.Design == baseline) switch
        {
            ({ } contrast, _) => new Span(
                Word(contrast.Told),
                contrast.Told switch
                {
                    Told.Better => Tone.Good,
                    Told.Worse => Tone.Bad,
                    Told.CannotTell => Tone.Doubtful,
                    _ => Tone.Quiet,
                }
            ),
            (null, true) => new Span("baseline", Tone.Quiet),
            (null, false) => new Span(Word(Told.CannotTell), Tone.Doubtful),
        };

    private static void Notes(Page page, Comparison comparison)
    {
        int told = comparison.Measures.Sum(measure =>
            measure.Values.Count(value => value.Contrast is not null)
        );
        page.Sentence(
            0,
            "p: Mann-Whitney over seeds, exact, two-sided; intervals: bootstrap of the mean over seeds. Better or"
                + " worse is told where both rule chance out at 5%, so of "
                + $"{Figures.Some(told, "contrast")} about {Figures.Number(Math.Round(told * Contrast.Level, 1))}"
                + " would be told of designs that are alike.",
            Tone.Quiet
        );
        if (comparison.Designs.Min(design => design.Runs.Count) < SeedsToTell)
        {
            page.Sentence(
                0,
                $"Fewer than {SeedsToTell} seeds a design can never tell: more come with --seeds.",
                Tone.Doubtful
            );
        }
    }
}
