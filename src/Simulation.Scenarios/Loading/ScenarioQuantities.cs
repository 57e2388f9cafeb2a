using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;
using Simulation.Scenarios.Options;

namespace Simulation.Scenarios.Loading;

/// <summary>How scenario files write each type of quantity.</summary>
public static class ScenarioQuantities
{
    /// <summary>The table.</summary>
    public static QuantityParsers Parsers { get; } = new QuantityParsers
    {
        LogNormal = LogNormal.Fit,
        Mixture = (weights, parts) => new Mixture(weights, parts),
        Empirical = values => new Empirical(values),
    }
    .With<SimDuration>(QuantityText.TryDuration)
    .With<ByteSize>(QuantityText.TrySize)
    .With<Bandwidth>(QuantityText.TryBandwidth)
    .With<Rate>(QuantityText.TryRate)
    .With<Ratio>(QuantityText.TryRatio)
    .With<Distribution>(DistributionText.Try);
}
