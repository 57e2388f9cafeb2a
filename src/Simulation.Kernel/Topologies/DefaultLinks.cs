using Simulation.Kernel.Randomness;

namespace Simulation.Kernel.Topologies;

/// <summary>
/// Links where the scenario says nothing: one-way delays that are half of measured round trips.
/// </summary>
/// <remarks>Figures: the design's table of published measurements (0.26-0.55 ms in a zone, 0.94-1.13 ms
/// across zones of a region); across regions a scenario should say its own, this is a continent's
/// width.</remarks>
public static class DefaultLinks
{
    private const long Microsecond = 1_000;

    private static readonly LinkProfile WithinZone = Constant(200);
    private static readonly LinkProfile WithinRegion = Constant(500);
    private static readonly LinkProfile AcrossRegions = Constant(40_000);

    /// <summary>The profile from one place to another.</summary>
    public static LinkProfile Between(Place source, Place target)
    {
        if (!string.Equals(source.Region, target.Region, StringComparison.Ordinal))
        {
            return AcrossRegions;
        }

        return source == target ? WithinZone : WithinRegion;
    }

    private static LinkProfile Constant(long microseconds) =>
        new() { Latency = Distribution.Constant(microseconds * Microsecond) };
}
