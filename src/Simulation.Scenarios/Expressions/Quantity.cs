using System.Globalization;
using Simulation.Kernel.Metrics;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Expressions;

/// <summary>
/// An exact number with a unit: <c>Numerator / Denominator</c>, so that no verdict hangs on rounding.
/// </summary>
/// <param name="Unit">
/// The unit: a count is a plain number, a duration is in nanoseconds, a ratio is 1 for the whole,
/// a rate is per second, money is in millionths of a dollar.
/// </param>
/// <param name="Numerator">The upper half.</param>
/// <param name="Denominator">The lower half, above zero.</param>
public sealed record Quantity(MetricUnit Unit, decimal Numerator, decimal Denominator)
{
    /// <summary>A whole quantity.</summary>
    public static Quantity Of(MetricUnit unit, decimal value) => new(unit, value, 1);

    /// <summary>
    /// Below, at or above zero as this is less than, equal to or more than the other; exact.
    /// </summary>
    public int Against(Quantity other)
    {
        Kernel.Invariant.That(Unit == other.Unit);
        return (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);
    }

    /// <summary>How many times the other goes into this, as a plain number or a share; null for none.</summary>
    public Quantity? DividedBy(Quantity other, MetricUnit unit)
    {
        Kernel.Invariant.That(Unit == other.Unit);
        return other.Numerator == 0
            ? null
            : new Quantity(unit, Numerator * other.Denominator, Denominator * other.Numerator);
    }

    /// <summary>The duration, rounded to whole nanoseconds; the unit has to be one of time.</summary>
    public SimDuration ToDuration()
    {
        Kernel.Invariant.That(Unit == MetricUnit.Duration);
        return new SimDuration(decimal.ToInt64(decimal.Round(Numerator / Denominator)));
    }

    /// <summary>
    /// The quantity as a report shows it: <c>6.2s</c>, <c>99.31%</c>, <c>1,284</c>, <c>200/s</c>.
    /// </summary>
    public override string ToString()
    {
        decimal value = Numerator / Denominator;
        return Unit switch
        {
            MetricUnit.Count => Text(value, "#,0.###"),
            MetricUnit.Duration => ToDuration().ToString(),
            MetricUnit.Ratio => Text(value * 100, "0.####") + "%",
            MetricUnit.Rate => Text(value, "#,0.###") + "/s",
            MetricUnit.Bytes => Size(value),
            MetricUnit.Money => "$" + Text(value / 1_000_000, "#,0.00"),
            _ => throw new InvalidOperationException($"unit {Unit}"),
        };
    }

    private static string Size(decimal bytes) =>
        bytes switch
        {
            >= 1L << 30 => Text(bytes / (1L << 30), "0.##") + "GiB",
            >= 1 << 20 => Text(bytes / (1 << 20), "0.##") + "MiB",
            >= 1 << 10 => Text(bytes / (1 << 10), "0.##") + "KiB",
            _ => Text(bytes, "0.##") + "B",
        };

    private static string Text(decimal value, string format) =>
        value.ToString(format, CultureInfo.InvariantCulture);
}
