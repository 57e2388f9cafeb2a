namespace Simulation.Kernel.Randomness;

/// <summary>The time to the next of events that happen at a constant rate.</summary>
/// <param name="mean">In base units, above 0.</param>
public sealed class Exponential(long mean) : Distribution
{
    /// <inheritdoc/>
    public override long Draw(RandomStream random) => ToUnits(-mean * PortableMath.Log(random.NextUnit()));

    /// <inheritdoc/>
    public override string Describe(Func<long, string> quantity) => $"exponential({quantity(mean)})";
}
