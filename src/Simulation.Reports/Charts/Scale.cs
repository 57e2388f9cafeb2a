using System.Globalization;

namespace Simulation.Reports.Charts;

/// <summary>Maps numbers to a share of an axis, and knows at which numbers to draw lines.</summary>
/// <param name="Low">The number at the beginning of the axis.</param>
/// <param name="High">The number at its end.</param>
/// <param name="IsLogarithmic">
/// Whether equal lengths mean equal factors rather than equal differences.
/// </param>
/// <param name="Ticks">The numbers to draw lines at, with what to write there.</param>
public sealed record Scale(
    double Low,
    double High,
    bool IsLogarithmic,
    IReadOnlyList<(double Value, string Label)> Ticks
)
{
    /// <summary>Powers of ten are not exact in floating point; this much off still counts as equal.</summary>
    private const double Slack = 1e-9;

    /// <summary>Where a number stands, from 0 to 1; numbers beyond the axis stand at its end.</summary>
    public double Place(double value) =>
        Math.Clamp(
            IsLogarithmic
                ? Doublings(Math.Max(value, Low) / Low) / Doublings(High / Low)
                : (value - Low) / (High - Low),
            0,
            1
        );

    /// <summary>From nothing to a little over the largest number, lines at round numbers.</summary>
    /// <param name="largest">The largest number to be shown.</param>
    /// <param name="unit">Written behind each number.</param>
    /// <param name="lines">How many lines to aim at.</param>
    public static Scale Linear(double largest, string unit, int lines = 4)
    {
        double step = Step(Math.Max(largest, 1e-9) / lines);
        int count = Math.Max((int)Math.Ceiling((largest / step) - 1e-9), 1);
        return new Scale(
            0,
            step * count,
            false,
            [.. Enumerable.Range(0, count + 1).Select(index => (step * index, Label(step * index) + unit))]
        );
    }

    /// <summary>From nothing to all, in percent.</summary>
    public static Scale Percent() =>
        new(0, 1, false, [(0, "0 %"), (0.25, "25 %"), (0.5, "50 %"), (0.75, "75 %"), (1, "100 %")]);

    /// <summary>
    /// From a round number of milliseconds to another, both of 1, 2 or 5 times a power of ten.
    /// </summary>
    /// <param name="smallest">In milliseconds, more than zero.</param>
    /// <param name="largest">In milliseconds.</param>
    public static Scale Milliseconds(double smallest, double largest)
    {
        List<double> rounds = [];
        for (double decade = 1e-6; decade < 1e8; decade *= 10)
        {
            rounds.AddRange([decade, 2 * decade, 5 * decade]);
        }

        int first = Math.Max(rounds.FindLastIndex(round => round <= smallest * (1 + Slack)), 0);
        int last = rounds.FindIndex(round => round >= largest * (1 - Slack));
        last = last < 0 ? rounds.Count - 1 : Math.Max(last, first + 1);
        List<double> ticks = rounds[first..(last + 1)];
        if (ticks.Count > 7)
        {
            ticks = [.. ticks.Where((_, index) => (first + index) % 3 == 0)];
        }

        return new Scale(rounds[first], rounds[last], true, [.. ticks.Select(tick => (tick, Length(tick)))]);
    }

    /// <summary>How often 1 must be doubled to give a number of at least 1: its binary logarithm.</summary>
    /// <remarks>
    /// Made of additions, multiplications and divisions alone, which every machine rounds alike, whereas the
    /// logarithm of the C library is not the same everywhere. Source: the series of the inverse hyperbolic
    /// tangent.
    /// </remarks>
    private static double Doublings(double number)
    {
        const double NaturalLogarithmOfTwo = 0.693147180559945309;
        int whole = 0;
        while (number >= 2)
        {
            number /= 2;
            whole++;
        }

        double ratio = (number - 1) / (number + 1);
        double power = ratio;
        double sum = 0;
        for (int odd = 1; odd < 40; odd += 2)
        {
            sum += power / odd;
            power *= ratio * ratio;
        }

        return whole + (2 * sum / NaturalLogarithmOfTwo);
    }

    private static string Length(double milliseconds) =>
        milliseconds switch
        {
            < 1 - Slack => Label(milliseconds * 1000) + " us",
            < 1000 - Slack => Label(milliseconds) + " ms",
            _ => Label(milliseconds / 1000) + " s",
        };

    private static double Step(double rough)
    {
        double decade = 1e-9;
        while (decade * 10 <= rough)
        {
            decade *= 10;
        }

        double digit = rough / decade;
        double round = digit switch
        {
            <= 1 => 1,
            <= 2 => 2,
            <= 2.5 => 2.5,
            <= 5 => 5,
            _ => 10,
        };
        return round * decade;
    }

    private static string Label(double value) => value.ToString("#,0.####", CultureInfo.InvariantCulture);
}
