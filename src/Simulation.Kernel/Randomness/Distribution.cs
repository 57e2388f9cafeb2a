namespace Simulation.Kernel.Randomness;

/// <summary>
/// A quantity that varies: each draw is a whole number of base units (nanoseconds for durations, bytes for
/// sizes), equal on every machine for the same stream.
/// </summary>
public abstract class Distribution
{
    /// <summary>Draws one value, never negative.</summary>
    public abstract long Draw(RandomStream random);

    /// <summary>The distribution as a scenario file writes it, with the given unit's text for a base value.</summary>
    public abstract string Describe(Func<long, string> quantity);

    /// <summary>A quantity that does not vary.</summary>
    public static Distribution Constant(long value) => new Fixed(value);

    private sealed class Fixed(long value) : Distribution
    {
        public override long Draw(RandomStream random) => value;

        public override string Describe(Func<long, string> quantity) => quantity(value);
    }
}
