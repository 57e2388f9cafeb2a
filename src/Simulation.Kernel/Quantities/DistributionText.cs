using System.Globalization;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Quantities;

/// <summary>
/// Reads distributions of durations written on one line: <c>40ms</c>, <c>uniform(1ms, 2ms)</c>.
/// </summary>
public static class DistributionText
{
    private const string Forms =
        "write 40ms, {p50: 40ms, p99: 90ms}, uniform(a, b), exponential(mean), normal(mean, sd), pareto(scale, shape) "
        + "or lognormal(mu, sigma)";

    /// <summary>A distribution in nanoseconds.</summary>
    public static bool Try(string text, out Distribution value, out string problem)
    {
        value = Distribution.Constant(0);
        int open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return TryConstant(text, out value, out problem);
        }

        problem = Forms;
        if (!text.EndsWith(')'))
        {
            return false;
        }

        string[] arguments = text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
        Distribution? read = Read(text[..open].Trim(), arguments);
        if (read is null)
        {
            return false;
        }

        value = read;
        problem = "";
        return true;
    }

    private static bool TryConstant(string text, out Distribution value, out string problem)
    {
        bool isRead = QuantityText.TryDuration(text, out SimDuration length, out problem);
        if (isRead && length < SimDuration.Zero)
        {
            problem = "nothing takes less than no time";
            isRead = false;
        }

        value = Distribution.Constant(Math.Max(0, length.Nanoseconds));
        return isRead;
    }

    private static Distribution? Read(string name, string[] arguments) =>
        (name, arguments) switch
        {
            ("uniform", [string a, string b])
                when Length(a) is { } least && Length(b) is { } greatest && least <= greatest => new Uniform(
                least,
                greatest
            ),
            ("exponential", [string a]) when Length(a) is > 0 and { } mean => new Exponential(mean),
            ("normal", [string a, string b]) when Length(a) is { } mean && Length(b) is { } deviation =>
                new Normal(mean, deviation),
            ("pareto", [string a, string b])
                when Length(a) is > 0 and { } scale && Number(b) is > 0 and { } shape => new Pareto(
                scale,
                shape
            ),
            ("lognormal", [string a, string b]) when Number(a) is { } mu && Number(b) is >= 0 and { } sigma =>
                new LogNormal(mu, sigma),
            _ => null,
        };

    private static long? Length(string text) =>
        QuantityText.TryDuration(text, out SimDuration value, out _) && value >= SimDuration.Zero
            ? value.Nanoseconds
            : null;

    private static double? Number(string text) =>
        QuantityText.TryNumber(text, out _) ? double.Parse(text, CultureInfo.InvariantCulture) : null;
}
