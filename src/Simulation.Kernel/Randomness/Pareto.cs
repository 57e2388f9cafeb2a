using System.Globalization;

namespace Simulation.Kernel.Randomness;

/// <summary>A heavy tail: scale / U^(1/shape).</summary>
/// <param name="scale">The smallest value, in base units, above 0.</param>
/// <param name="shape">Above 0; the smaller, the heavier the tail.</param>
public sealed class Pareto(long scale, double shape) : Distribution
{
    /// <inheritdoc/>
    public override long Draw(RandomStream random) =>
        ToUnits(scale * PortableMath.Exp(Math.Min(700, -PortableMath.Log(random.NextUnit()) / shape)));

    /// <inheritdoc/>
    public override string Describe(Func<long, string> quantity) =>
        string.Create(CultureInfo.InvariantCulture, $"pareto({quantity(scale)}, {shape})");
}
