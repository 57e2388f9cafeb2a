using System.Globalization;
using Simulation.Kernel.Time;

namespace Simulation.Cli;

/// <summary>
/// Reads lengths of time and instants as scenario files write them: <c>500ms</c>, <c>26.204s</c>.
/// </summary>
public static class Lengths
{
    private static readonly (string Unit, decimal Nanoseconds)[] Units =
    [
        ("ns", 1m),
        ("us", 1_000m),
        ("ms", 1_000_000m),
        ("s", 1_000_000_000m),
        ("m", 60_000_000_000m),
        ("h", 3_600_000_000_000m),
        ("d", 86_400_000_000_000m),
    ];

    /// <summary>The length, or null when the text is none; a number without its unit is none.</summary>
    public static SimDuration? Parse(string text)
    {
        int digits = text.TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.').Count();
        foreach ((string unit, decimal nanoseconds) in Units)
        {
            if (
                text.AsSpan(digits).SequenceEqual(unit)
                && decimal.TryParse(
                    text.AsSpan(0, digits),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out decimal value
                )
                && value * nanoseconds <= long.MaxValue
            )
            {
                return new SimDuration((long)(value * nanoseconds));
            }
        }

        return null;
    }
}
