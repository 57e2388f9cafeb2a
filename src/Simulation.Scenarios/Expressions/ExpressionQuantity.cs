using System.Globalization;
using Simulation.Kernel.Metrics;

namespace Simulation.Scenarios.Expressions;

/// <summary>Reads the quantities of expressions, exactly.</summary>
internal static class ExpressionQuantity
{
    private const string Dollar = "$";

    // A limit times a window in nanoseconds has to fit into a decimal's 96 bits.
    private const decimal RateMax = 1_000_000_000;

    private static readonly (string Text, MetricUnit Unit, decimal Factor, decimal Divisor)[] Units =
    [
        ("", MetricUnit.Count, 1, 1),
        ("ns", MetricUnit.Duration, 1, 1),
        ("us", MetricUnit.Duration, 1_000, 1),
        ("ms", MetricUnit.Duration, 1_000_000, 1),
        ("s", MetricUnit.Duration, 1_000_000_000, 1),
        ("m", MetricUnit.Duration, 60_000_000_000, 1),
        ("h", MetricUnit.Duration, 3_600_000_000_000, 1),
        ("d", MetricUnit.Duration, 86_400_000_000_000, 1),
        ("%", MetricUnit.Ratio, 1, 100),
        ("/s", MetricUnit.Rate, 1, 1),
        ("/m", MetricUnit.Rate, 1, 60),
        ("/h", MetricUnit.Rate, 1, 3_600),
        ("B", MetricUnit.Bytes, 1, 1),
        ("KB", MetricUnit.Bytes, 1_000, 1),
        ("MB", MetricUnit.Bytes, 1_000_000, 1),
        ("GB", MetricUnit.Bytes, 1_000_000_000, 1),
        ("KiB", MetricUnit.Bytes, 1 << 10, 1),
        ("MiB", MetricUnit.Bytes, 1 << 20, 1),
        ("GiB", MetricUnit.Bytes, 1 << 30, 1),
        (Dollar, MetricUnit.Money, 1_000_000, 1),
    ];

    /// <summary>Reads one quantity of the wanted unit.</summary>
    /// <param name="text">The text, without blanks, such as <c>1.5ms</c>.</param>
    /// <param name="wanted">The unit that the metric is measured in.</param>
    /// <param name="message">What is wrong; empty when nothing is.</param>
    /// <param name="suggestion">What to write instead; null when nothing is wrong or nobody can tell.</param>
    /// <returns>The quantity; null when the text is not one of that unit.</returns>
    public static Quantity? Parse(string text, MetricUnit wanted, out string message, out string? suggestion)
    {
        bool isMoney = text.StartsWith(Dollar, StringComparison.Ordinal);
        string amount = isMoney ? text[1..] : text;
        int digits = NumberLength(amount);
        string number = amount[..digits];
        string unit = (isMoney ? Dollar : "") + amount[digits..];
        message = "";
        suggestion = null;
        if (
            !decimal.TryParse(
                number,
                NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out decimal value
            )
        )
        {
            if (number.Length > 0 && number.All(char.IsAsciiDigit))
            {
                message = $"'{text}' is too much";
                return null;
            }

            message = $"'{text}' is not a number";
            suggestion = $"write {Sample(wanted, "60")}";
            return null;
        }
        int found = Array.FindIndex(Units, known => known.Text == unit);
        if (found < 0)
        {
            message = $"'{unit}' is not a unit";
            suggestion = $"write {Sample(wanted, number)}";
            return null;
        }
        var (_, kind, factor, divisor) = Units[found];
        if (kind != wanted)
        {
            message =
                unit.Length == 0 ? $"'{text}' needs a unit" : $"'{text}' is {Said(kind)}, not {Said(wanted)}";
            suggestion =
                unit.Length == 0 && wanted == MetricUnit.Ratio && value <= 1
                    ? $"write {(value * 100).ToString("0.####", CultureInfo.InvariantCulture)}%"
                    : $"write {Sample(wanted, number)}";
            return null;
        }
        decimal most = wanted == MetricUnit.Rate ? RateMax : long.MaxValue;
        if (value > most / factor)
        {
            message = $"'{text}' is too much";
            return null;
        }
        return new Quantity(wanted, value * factor, divisor);
    }

    /// <summary>How many characters at the start of a text make its number.</summary>
    public static int NumberLength(string text)
    {
        int length = 0;
        while (length < text.Length && (char.IsAsciiDigit(text[length]) || text[length] == '.'))
        {
            length++;
        }
        return length;
    }

    /// <summary>Whether a text is the name of a unit.</summary>
    public static bool IsUnit(string text) => text.Length > 0 && Units.Any(known => known.Text == text);

    private static string Sample(MetricUnit unit, string number) =>
        unit switch
        {
            MetricUnit.Count => $"a plain number: {number}",
            MetricUnit.Duration => $"{number}s, {number}ms or {number}m",
            MetricUnit.Ratio => $"{number}%",
            MetricUnit.Rate => $"{number}/s, {number}/m or {number}/h",
            MetricUnit.Bytes => $"{number}B, {number}KiB or {number}MiB",
            MetricUnit.Money => $"${number}",
            _ => throw new InvalidOperationException($"unit {unit}"),
        };

    private static string Said(MetricUnit unit) =>
        unit switch
        {
            MetricUnit.Count => "a count",
            MetricUnit.Duration => "a duration",
            MetricUnit.Ratio => "a percentage",
            MetricUnit.Rate => "a rate",
            MetricUnit.Bytes => "a size",
            MetricUnit.Money => "an amount of money",
            _ => throw new InvalidOperationException($"unit {unit}"),
        };
}
