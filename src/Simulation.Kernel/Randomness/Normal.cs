namespace Simulation.Kernel.Randomness;

/// <summary>The bell curve, cut off below 0.</summary>
/// <param name="mean">In base units.</param>
/// <param name="deviation">The standard deviation in base units, at least 0.</param>
public sealed class Normal(long mean, long deviation) : TabulatedDistribution
{
    /// <inheritdoc/>
    public override string Describe(Func<long, string> quantity) =>
        $"normal({quantity(mean)}, {quantity(deviation)})";

    /// <inheritdoc/>
    protected override double Quantile(double probability) =>
        mean + deviation * PortableMath.NormalQuantile(probability);
}
