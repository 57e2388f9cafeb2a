using System.Globalization;
using Simulation.Kernel;

namespace Simulation.Scenarios.Validation;

/// <summary>How far a simulated number may be from the published one.</summary>
public abstract record Tolerance
{
    private Tolerance() { }

    /// <summary>Not at all.</summary>
    public static Tolerance Exactly { get; } = new Exact();

    /// <summary>The published number lies in the 99 % interval of the simulated one.</summary>
    public static Tolerance InInterval { get; } = new Interval();

    /// <summary>
    /// The published number lies in the 99 % interval of the simulated one, and half of that is at most such a
    /// share of the published number, so that it is not met for want of samples.
    /// </summary>
    public static Tolerance InIntervalOf(double share) => new NarrowInterval(share);

    /// <summary>
    /// Some number in the 99 % interval is as near as said: few samples cannot tell that it is not so.
    /// </summary>
    public static Tolerance ForFewSamples(Tolerance tolerance) => new Widened(tolerance);

    /// <summary>The published number is a bound that the simulated one stays below.</summary>
    public static Tolerance Below { get; } = new Bound();

    /// <summary>By a share of the published number, such as 0.02.</summary>
    public static Tolerance Share(double share) => new Relative(share);

    /// <summary>By so much either way, in the unit of the number.</summary>
    public static Tolerance Within(double distance) => new Absolute(distance);

    /// <summary>Whether a simulated number is near enough.</summary>
    public bool Allows(double published, Estimate simulated)
    {
        double distance = Math.Abs(simulated.Value - published);
        return this switch
        {
            Exact => distance == 0,
            Interval => simulated.SampleCount > 1 && distance <= simulated.HalfWidth,
            NarrowInterval(var share) => simulated.HalfWidth <= share * published
                && InInterval.Allows(published, simulated),
            Widened(Interval or NarrowInterval) => InInterval.Allows(published, simulated),
            Widened(var tolerance) => tolerance.Allows(published, simulated)
                || tolerance.Allows(published, Nearest(published, simulated)),
            Bound => simulated.Value < published,
            Relative(var share) => distance <= share * published,
            Absolute(var most) => distance <= most,
            _ => throw new InvariantViolation("every tolerance has a case"),
        };
    }

    /// <inheritdoc/>
    public sealed override string ToString() =>
        this switch
        {
            Exact => "exact",
            Interval => "99 % interval",
            NarrowInterval(var share) => string.Create(
                CultureInfo.InvariantCulture,
                $"99 % interval, half <= {share * 100:0.##} %"
            ),
            Widened(Interval or NarrowInterval) => "99 % interval",
            Widened(var tolerance) => $"{tolerance} of 99 % interval",
            Bound => "below",
            Relative(var share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##} %"),
            Absolute(var most) => string.Create(CultureInfo.InvariantCulture, $"{most:G3}"),
            _ => throw new InvariantViolation("every tolerance has a case"),
        };

    /// <summary>The number of the interval that is nearest to the published one.</summary>
    private static Estimate Nearest(double published, Estimate simulated)
    {
        double low = simulated.Value - simulated.HalfWidth;
        double high = simulated.Value + simulated.HalfWidth;
        return simulated with { Value = double.IsNaN(low) ? double.NaN : Math.Clamp(published, low, high) };
    }

    private sealed record Exact : Tolerance;

    private sealed record Interval : Tolerance;

    private sealed record NarrowInterval(double WidestShare) : Tolerance;

    private sealed record Widened(Tolerance Meant) : Tolerance;

    private sealed record Bound : Tolerance;

    private sealed record Relative(double ShareOfPublished) : Tolerance;

    private sealed record Absolute(double Distance) : Tolerance;
}
