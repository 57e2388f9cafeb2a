using System.Globalization;

namespace Simulation.Reports.Comparisons;

/// <summary>When a comparison counts as failed: a measure, or any, that is told to be worse.</summary>
/// <param name="Measure">The measure's name; null for any.</param>
/// <param name="By">By at least this part of the baseline's mean, such as 0.05; 0 for however little.</param>
public sealed record FailureRule(string? Measure, double By)
{
    /// <summary>What <see cref="Parse"/> reads.</summary>
    public const string Form = "'p99 worse', 'p99 worse by 5%' or 'any worse'";

    /// <summary>Reads a rule; null when it is none.</summary>
    public static FailureRule? Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        double percent = 0;
        bool isFormed =
            words is [_, "worse"]
            || (
                words is [_, "worse", "by", [.. var number, '%']]
                && double.TryParse(number, NumberStyles.Float, CultureInfo.InvariantCulture, out percent)
                && percent >= 0
            );
        bool isKnown =
            isFormed && (words[0] == "any" || Comparisons.Measure.All.Any(one => one.Name == words[0]));
        return isKnown ? new FailureRule(words[0] == "any" ? null : words[0], percent / 100) : null;
    }

    /// <summary>What passes the rule, a sentence each; none when the comparison does not fail.</summary>
    public IReadOnlyList<string> Passed(Comparison comparison) =>
        [
            .. comparison
                .Measures.Where(measure => Measure is null || measure.Measure.Name == Measure)
                .SelectMany(measure =>
                    measure
                        .Values.Where(value =>
                            value.Contrast is { Told: Told.Worse } contrast
                            && (contrast.Change is not { } change || Math.Abs(change) >= By)
                        )
                        .Select(value =>
                            $"{value.Design} is worse than {comparison.Baseline} in {measure.Measure.Name} of "
                            + $"{measure.Workload}: {measure.Measure.Show(value.Mean!.Value)}"
                        )
                ),
        ];
}
