namespace Simulation.Kernel.Randomness;

/// <summary>
/// A quantity that varies: each draw is a whole number of base units (nanoseconds for durations, bytes for
/// sizes), equal on every machine for the same stream.
/// </summary>
public abstract class Distribution
{
    /// <summary>Draws one value, never negative.</summary>
    public abstract long Draw(RandomStream random);

    /// <summary>
    /// The distribution as a scenario file writes it, with the given unit's text for a base value.
    /// </summary>
    public abstract string Describe(Func<long, string> quantity);

    /// <summary>A quantity that does not vary.</summary>
    public static Distribution Constant(long value) => new Fixed(value);

    /// <summary>
    /// A worked-out value as whole base units: rounded, never negative, never past what a long holds.
    /// </summary>
    private protected static long ToUnits(double value) =>
        value switch
        {
            <= 0 => 0,
            >= 4e18 => 4_000_000_000_000_000_000,
            _ => (long)(value + 0.5),
        };

    private sealed class Fixed(long value) : Distribution
    {
        public override long Draw(RandomStream random) => value;

        public override string Describe(Func<long, string> quantity) => quantity(value);
    }
}
