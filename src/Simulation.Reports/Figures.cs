using System.Globalization;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Reports;

/// <summary>Writes numbers the way people read them, the same on every machine.</summary>
public static class Figures
{
    /// <summary>What stands where nothing was measured.</summary>
    public const string Nothing = "-";

    /// <summary>A count with its thousands apart: <c>1,284</c>.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>
    /// A part of a whole to a tenth of a percent, rounded down, so that <c>100.0%</c> and <c>0.0%</c> mean
    /// all and nothing.
    /// </summary>
    public static string Share(long part, long whole)
    {
        if (whole == 0)
        {
            return Nothing;
        }

        long tenths = part * 1000 / whole;
        return tenths == 0 && part > 0
            ? "<0.1%"
            : string.Create(CultureInfo.InvariantCulture, $"{tenths / 10}.{tenths % 10}%");
    }

    /// <summary>
    /// How often something happened, as odds: <c>1 in 6</c>; as a share when more often than every other
    /// time.
    /// </summary>
    public static string Odds(long part, long whole)
    {
        if (whole == 0)
        {
            return Nothing;
        }

        if (part == 0)
        {
            return "0";
        }

        return part * 2 > whole ? Share(part, whole) : "1 in " + Count((whole + (part / 2)) / part);
    }

    /// <summary>
    /// A length of time to two or three digits in a unit that fits: <c>43 ms</c>, <c>1.2 s</c>.
    /// </summary>
    public static string Length(SimDuration? length)
    {
        if (length is not { } known)
        {
            return Nothing;
        }

        long size = Math.Abs(known.Nanoseconds);
        (double value, string unit) = size switch
        {
            < 1_000 => (known.Nanoseconds, "ns"),
            < 999_500 => (known.Nanoseconds / 1e3, "us"),
            < 999_500_000 => (known.Nanoseconds / 1e6, "ms"),
            _ => (known.Nanoseconds / 1e9, "s"),
        };
        return value.ToString(Math.Abs(value) < 9.95 ? "0.#" : "0", CultureInfo.InvariantCulture)
            + " "
            + unit;
    }

    /// <summary>An amount of money, to a cent below a hundred dollars: <c>$1,204</c>, <c>$3.07</c>.</summary>
    public static string Amount(Money money)
    {
        decimal dollars = money.Micros / 1_000_000m;
        return "$" + dollars.ToString(dollars < 100 ? "0.00" : "N0", CultureInfo.InvariantCulture);
    }

    /// <summary>A number for files: at most six decimals, no exponent, never <c>-0</c>.</summary>
    public static string Number(double value)
    {
        string text = value.ToString("0.######", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    /// <summary>A hash as files and people write it: 16 hexadecimal digits.</summary>
    public static string Hash(ulong hash) => hash.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>A stretch of a run: <c>20s..40s</c>.</summary>
    public static string Stretch(SimTime start, SimTime end) => start + ".." + end;

    /// <summary>A length said in few words: <c>60s</c>, <c>15m</c>, <c>1.5h</c>.</summary>
    public static string Rough(SimDuration length)
    {
        double seconds = length.TotalSeconds;
        (double value, string unit) = seconds switch
        {
            < 120 => (seconds, "s"),
            < 7200 => (seconds / 60, "m"),
            < 172_800 => (seconds / 3600, "h"),
            _ => (seconds / 86_400, "d"),
        };
        return value.ToString("0.#", CultureInfo.InvariantCulture) + unit;
    }

    /// <summary>A noun with its count: <c>1 run</c>, <c>15 runs</c>.</summary>
    public static string Some(long count, string noun) => Count(count) + " " + noun + (count == 1 ? "" : "s");
}
