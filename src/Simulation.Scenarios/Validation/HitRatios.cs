using System.Globalization;
using Simulation.Components.Caches.Eviction;
using Simulation.Kernel.Randomness;

namespace Simulation.Scenarios.Validation;

/// <summary>How often a cache has what is asked for, when requests do not depend on each other.</summary>
internal static class HitRatios
{
    private const int Keys = 10_000;
    private const int Capacity = 1_000;
    private const int Measured = 1_000_000;

    public static ValidationRow Row { get; } =
        new(
            "CACHE",
            "Independent requests for 10,000 keys by Zipf's law, and a cache for 1,000: share of hits.",
            "Che, Tung and Wang, \"Hierarchical Web Caching Systems\", IEEE JSAC 20(7), 2002, section III",
            _ => Ask()
        );

    private static IEnumerable<KnownAnswer> Ask()
    {
        yield return Answer(EvictionKind.Lru, 0.99, 0.66414);
        yield return Answer(EvictionKind.Fifo, 0.99, 0.61903);
        yield return Answer(EvictionKind.Random, 0.99, 0.61903);
        yield return Answer(EvictionKind.Lfu, 0.99, 0.75594);
        yield return Answer(EvictionKind.Lru, 0.8, 0.43666);
        yield return Answer(EvictionKind.Fifo, 0.8, 0.39418);
        yield return Answer(EvictionKind.Random, 0.8, 0.39418);
        yield return Answer(EvictionKind.Lfu, 0.8, 0.57062);
    }

    private static KnownAnswer Answer(EvictionKind kind, double exponent, double published)
    {
        var cache = new NumberCache(kind, Capacity);
        KeyPicker keys = KeyPicker.Zipf(Keys, exponent);
        var random = new RandomStream(42);
        // The ideal LFU knows the popularities; a real one has to count them first.
        int warmup = kind == EvictionKind.Lfu ? 4_000_000 : 200_000;
        int hits = 0;
        for (int access = 0; access < warmup + Measured; access++)
        {
            bool isHit = cache.Ask(keys.Pick(random));
            hits += isHit && access >= warmup ? 1 : 0;
        }

        // Hits resemble their neighbours, so that no interval comes from their count alone.
        Estimate simulated = new((double)hits / Measured, double.NaN, Measured);
        string name = kind.ToString().ToUpperInvariant();
        return new KnownAnswer(
            string.Create(CultureInfo.InvariantCulture, $"hit ratio, {name}, Zipf exponent {exponent:0.00}"),
            published,
            simulated,
            Tolerance.Within(0.003)
        );
    }
}
