using System.Globalization;

namespace Simulation.Kernel.Time;

/// <summary>
/// A length of simulated time in whole nanoseconds; may be negative. Arithmetic is checked.
/// </summary>
public readonly record struct SimDuration(long Nanoseconds) : IComparable<SimDuration>
{
    /// <summary>No time at all.</summary>
    public static readonly SimDuration Zero;

    /// <summary>The longest length, about 292 years.</summary>
    public static readonly SimDuration MaxValue = new(long.MaxValue);

    /// <summary>The length in seconds, for reports only.</summary>
    public double TotalSeconds => Nanoseconds / 1e9;

    /// <summary>The length in milliseconds, for reports only.</summary>
    public double TotalMilliseconds => Nanoseconds / 1e6;

    /// <summary>Sums two lengths.</summary>
    public static SimDuration operator +(SimDuration left, SimDuration right) =>
        new(checked(left.Nanoseconds + right.Nanoseconds));

    /// <summary>Takes one length from another.</summary>
    public static SimDuration operator -(SimDuration left, SimDuration right) =>
        new(checked(left.Nanoseconds - right.Nanoseconds));

    /// <summary>Repeats a length.</summary>
    public static SimDuration operator *(SimDuration length, long times) =>
        new(checked(length.Nanoseconds * times));

    /// <summary>Splits a length, rounding toward zero.</summary>
    public static SimDuration operator /(SimDuration length, long parts) => new(length.Nanoseconds / parts);

    /// <summary>Whether the left length is the shorter.</summary>
    public static bool operator <(SimDuration left, SimDuration right) =>
        left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether the left length is the longer.</summary>
    public static bool operator >(SimDuration left, SimDuration right) =>
        left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether the left length is not the longer.</summary>
    public static bool operator <=(SimDuration left, SimDuration right) =>
        left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether the left length is not the shorter.</summary>
    public static bool operator >=(SimDuration left, SimDuration right) =>
        left.Nanoseconds >= right.Nanoseconds;

    /// <summary>Takes over a .NET length, exact to its 100 ns ticks.</summary>
    public static SimDuration From(TimeSpan span) => new(checked(span.Ticks * 100));

    /// <summary>The .NET length, rounded up to its 100 ns ticks so that nothing fires early.</summary>
    public TimeSpan ToTimeSpan() => new(Nanoseconds / 100 + (Nanoseconds % 100 > 0 ? 1 : 0));

    /// <inheritdoc/>
    public int CompareTo(SimDuration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>
    /// The length in the largest unit that keeps it exact, as a scenario file writes it: <c>1.5s</c>.
    /// </summary>
    public override string ToString()
    {
        long size = Math.Abs(Nanoseconds);
        (long unit, string name) = size switch
        {
            0 => (1_000_000_000L, "s"),
            < 1_000 => (1L, "ns"),
            < 1_000_000 => (1_000L, "us"),
            < 1_000_000_000 => (1_000_000L, "ms"),
            _ => (1_000_000_000L, "s"),
        };
        decimal value = (decimal)Nanoseconds / unit;
        return value.ToString("0.#########", CultureInfo.InvariantCulture) + name;
    }
}

/// <summary>Writes lengths of time as they are said: <c>3.Seconds</c>.</summary>
public static class SimDurationLiterals
{
    extension(int count)
    {
        /// <summary>This many nanoseconds.</summary>
        public SimDuration Nanoseconds => new(count);

        /// <summary>This many microseconds.</summary>
        public SimDuration Microseconds => new(count * 1_000L);

        /// <summary>This many milliseconds.</summary>
        public SimDuration Milliseconds => new(count * 1_000_000L);

        /// <summary>This many seconds.</summary>
        public SimDuration Seconds => new(count * 1_000_000_000L);

        /// <summary>This many minutes.</summary>
        public SimDuration Minutes => new(count * 60_000_000_000L);
    }
}
