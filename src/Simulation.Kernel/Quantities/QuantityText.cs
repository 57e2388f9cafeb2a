using System.Globalization;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Quantities;

/// <summary>
/// Reads quantities as scenario files write them, exactly; what is wrong is said as what to write instead.
/// </summary>
public static class QuantityText
{
    /// <summary>A hundred years: three such lengths in a row still fit into simulated time.</summary>
    private const decimal DurationMax = 36_500 * 86_400_000_000_000m;

    /// <summary>One event a nanosecond, the finest step of time.</summary>
    private const long RateEventsMax = 1_000_000_000;

    private static readonly (string Unit, decimal Size)[] DurationUnits =
    [
        ("ns", 1m),
        ("us", 1_000m),
        ("ms", 1_000_000m),
        ("s", 1_000_000_000m),
        ("m", 60_000_000_000m),
        ("h", 3_600_000_000_000m),
        ("d", 86_400_000_000_000m),
    ];

    private static readonly (string Unit, decimal Size)[] SizeUnits =
    [
        ("B", 1m),
        ("KiB", 1L << 10),
        ("MiB", 1L << 20),
        ("GiB", 1L << 30),
        ("KB", 1_000m),
        ("MB", 1_000_000m),
        ("GB", 1_000_000_000m),
    ];

    private static readonly (string Unit, decimal Size)[] BitUnits =
    [
        ("bit", 0.125m),
        ("Kbit", 125m),
        ("Mbit", 125_000m),
        ("Gbit", 125_000_000m),
    ];

    /// <summary>A length of time: <c>250us</c>, <c>1.5s</c>, <c>-200ms</c>.</summary>
    public static bool TryDuration(string text, out SimDuration value, out string problem)
    {
        value = default;
        if (!TryMeasure(text, DurationUnits, out decimal nanoseconds))
        {
            problem = IsNumber(text)
                ? $"write {text}s, {text}ms or {text}m"
                : "write a duration such as 250us, 10ms, 5s or 2m";
            return false;
        }

        if (Math.Abs(nanoseconds) > DurationMax)
        {
            problem = "the longest duration is 36500d";
            return false;
        }

        return TryWhole(nanoseconds, "a nanosecond", out problem, out long whole)
            && Give(new SimDuration(whole), out value);
    }

    /// <summary>An amount of data: <c>64MiB</c>, <c>8KB</c>.</summary>
    public static bool TrySize(string text, out ByteSize value, out string problem)
    {
        value = default;
        if (!TryMeasure(text, SizeUnits, out decimal bytes) || bytes < 0)
        {
            problem = IsNumber(text)
                ? $"write {text}B, {text}KiB or {text}MiB"
                : "write a size such as 512B, 8KiB or 64MB";
            return false;
        }

        return TryWhole(bytes, "a byte", out problem, out long whole) && Give(new ByteSize(whole), out value);
    }

    /// <summary>A flow of data: <c>10Gbit/s</c>, <c>20MiB/s</c>.</summary>
    public static bool TryBandwidth(string text, out Bandwidth value, out string problem)
    {
        value = default;
        if (
            !text.EndsWith("/s", StringComparison.Ordinal)
            || !TryMeasure(text[..^2], [.. SizeUnits, .. BitUnits], out decimal bytes)
            || bytes <= 0
        )
        {
            problem = "write a bandwidth such as 10Gbit/s or 20MiB/s";
            return false;
        }

        return TryWhole(bytes, "a byte per second", out problem, out long whole)
            && Give(new Bandwidth(whole), out value);
    }

    /// <summary>A rate of whole events: <c>200/s</c>, <c>30/m</c>.</summary>
    public static bool TryRate(string text, out Rate value, out string problem)
    {
        value = default;
        problem = IsNumber(text) ? $"write {text}/s or {text}/m" : "write a rate such as 200/s or 30/m";
        string[] parts = text.Split('/');
        SimDuration? per =
            parts.Length != 2
                ? null
                : parts[1] switch
                {
                    "s" => 1.Seconds,
                    "m" => 1.Minutes,
                    "h" => 60.Minutes,
                    _ => null,
                };
        if (
            per is not { } length
            || !long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long events)
            || events is < 1 or > RateEventsMax
        )
        {
            return false;
        }

        problem = "";
        return Give(new Rate(events, length), out value);
    }

    /// <summary>What sending costs: <c>$0.09/GB</c>.</summary>
    public static bool TryTransferPrice(string text, out TransferPrice value, out string problem)
    {
        bool isRead = TryPrice(text, "/GB", out Money price, out problem);
        value = new TransferPrice(price);
        return isRead;
    }

    /// <summary>What an hour costs: <c>$0.20/h</c>.</summary>
    public static bool TryHourlyPrice(string text, out HourlyPrice value, out string problem)
    {
        bool isRead = TryPrice(text, "/h", out Money price, out problem);
        value = new HourlyPrice(price);
        return isRead;
    }

    private static bool TryPrice(string text, string per, out Money price, out string problem)
    {
        price = default;
        if (
            !text.StartsWith('$')
            || !text.EndsWith(per, StringComparison.Ordinal)
            || text.Length <= per.Length
            || !TryNumber(text[1..^per.Length], out decimal dollars)
            || dollars is < 0 or > 1_000_000
        )
        {
            problem = $"write a price such as $0.09{per}";
            return false;
        }

        return TryWhole(dollars * 1_000_000, "a millionth of a dollar", out problem, out long micros)
            && Give(new Money(micros), out price);
    }

    /// <summary>A share in percent: <c>0.1%</c>.</summary>
    public static bool TryRatio(string text, out Ratio value, out string problem)
    {
        value = default;
        if (!text.EndsWith('%') || !TryNumber(text[..^1], out decimal percent) || Math.Abs(percent) > 200_000)
        {
            problem = IsNumber(text) ? $"write {text}%" : "write a share such as 0.1% or 33%";
            return false;
        }

        return TryWhole(percent * 10_000, "0.0001%", out problem, out long whole)
            && Give(new Ratio((int)whole), out value);
    }

    /// <summary>A plain number with a point and digits, without exponent.</summary>
    public static bool TryNumber(string text, out decimal value) =>
        decimal.TryParse(
            text,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out value
        );

    private static bool TryMeasure(string text, (string Unit, decimal Size)[] units, out decimal value)
    {
        value = 0;
        int digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] is '.' or '-' or '+'))
        {
            digits++;
        }

        string unit = text[digits..].Trim();
        int place = Array.FindIndex(units, entry => entry.Unit == unit);
        if (
            place < 0
            || !TryNumber(text[..digits], out decimal number)
            || Math.Abs(number) > 1_000_000_000_000m
        )
        {
            return false;
        }

        value = number * units[place].Size;
        return true;
    }

    private static bool TryWhole(decimal value, string smallest, out string problem, out long whole)
    {
        whole = 0;
        problem = "";
        if (Math.Abs(value) > long.MaxValue)
        {
            problem = "this is more than the lab can count";
            return false;
        }

        if (value != decimal.Truncate(value))
        {
            problem = $"nothing is finer than {smallest}";
            return false;
        }

        whole = (long)value;
        return true;
    }

    private static bool IsNumber(string text) => TryNumber(text, out _);

    private static bool Give<T>(T read, out T value)
    {
        value = read;
        return true;
    }
}
