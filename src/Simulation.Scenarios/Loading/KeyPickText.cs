using System.Globalization;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;

namespace Simulation.Scenarios.Loading;

/// <summary>Reads how a workload picks its keys.</summary>
internal static class KeyPickText
{
    /// <summary>The picker that a text means; null with a problem when it means none.</summary>
    /// <param name="text"><c>uniform</c>, <c>zipf(exponent)</c> or <c>hot(keys, share)</c>.</param>
    /// <param name="count">How many keys there are, at least 1.</param>
    /// <param name="problem">What is wrong, or empty.</param>
    public static KeyPicker? Parse(string text, int count, out string problem)
    {
        problem = "";
        string name = text.Split('(')[0].Trim();
        string[] arguments = Arguments(text);
        switch (name)
        {
            case "uniform" when arguments.Length == 0:
                return KeyPicker.Uniform(count);
            case "zipf" when arguments is [string exponent] && IsExponent(exponent, out double value):
                return KeyPicker.Zipf(count, value);
            case "hot"
                when arguments is [string keys, string share]
                    && IsHot(keys, share, count, out int hot, out Ratio part):
                return KeyPicker.Hot(count, hot, part);
            default:
                problem = $"'{text}' is not a way to pick one of {count} keys";
                return null;
        }
    }

    private static bool IsExponent(string text, out double value) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
        && value is > 0 and <= 10;

    private static bool IsHot(string keys, string share, int count, out int hot, out Ratio part)
    {
        part = default;
        return int.TryParse(keys, NumberStyles.None, CultureInfo.InvariantCulture, out hot)
            && hot >= 1
            && hot < count
            && QuantityText.TryRatio(share, out part, out _);
    }

    private static string[] Arguments(string text)
    {
        int open = text.IndexOf('(', StringComparison.Ordinal);
        return open < 0 || !text.EndsWith(')')
            ? (open < 0 ? [] : ["unclosed", "", ""])
            : text[(open + 1)..^1].Split(',', StringSplitOptions.TrimEntries);
    }
}
