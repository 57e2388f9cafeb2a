namespace Simulation.Kernel.Time;

/// <summary>
/// An instant of simulated time: whole nanoseconds since the run began. Arithmetic is checked.
/// </summary>
public readonly record struct SimTime(long Nanoseconds) : IComparable<SimTime>
{
    /// <summary>The beginning of every run.</summary>
    public static readonly SimTime Zero;

    /// <summary>An instant that no run reaches.</summary>
    public static readonly SimTime MaxValue = new(long.MaxValue);

    /// <summary>Seconds since the run began, for reports only.</summary>
    public double TotalSeconds => Nanoseconds / 1e9;

    /// <summary>The instant a length after this one.</summary>
    public static SimTime operator +(SimTime time, SimDuration length) =>
        new(checked(time.Nanoseconds + length.Nanoseconds));

    /// <summary>The instant a length before this one.</summary>
    public static SimTime operator -(SimTime time, SimDuration length) =>
        new(checked(time.Nanoseconds - length.Nanoseconds));

    /// <summary>The length from the right instant to the left one.</summary>
    public static SimDuration operator -(SimTime later, SimTime earlier) =>
        new(checked(later.Nanoseconds - earlier.Nanoseconds));

    /// <summary>Whether the left instant is the earlier.</summary>
    public static bool operator <(SimTime left, SimTime right) => left.Nanoseconds < right.Nanoseconds;

    /// <summary>Whether the left instant is the later.</summary>
    public static bool operator >(SimTime left, SimTime right) => left.Nanoseconds > right.Nanoseconds;

    /// <summary>Whether the left instant is not the later.</summary>
    public static bool operator <=(SimTime left, SimTime right) => left.Nanoseconds <= right.Nanoseconds;

    /// <summary>Whether the left instant is not the earlier.</summary>
    public static bool operator >=(SimTime left, SimTime right) => left.Nanoseconds >= right.Nanoseconds;

    /// <inheritdoc/>
    public int CompareTo(SimTime other) => Nanoseconds.CompareTo(other.Nanoseconds);

    /// <summary>
    /// The instant as a length since the beginning, as a scenario file writes it: <c>20s</c>.
    /// </summary>
    public override string ToString() => new SimDuration(Nanoseconds).ToString();
}
