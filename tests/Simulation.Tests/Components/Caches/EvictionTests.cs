using CsCheck;
using Simulation.Components.Caches.Eviction;
using Simulation.Kernel.Randomness;
using Simulation.Scenarios.Validation;

namespace Simulation.Tests.Components.Caches;

public sealed class EvictionTests
{
    public static TheoryData<EvictionKind> Kinds => [.. Enum.GetValues<EvictionKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_cache_never_holds_more_than_it_may_and_evicts_only_what_it_holds(EvictionKind kind) =>
        Gen.Select(Gen.Int[0, 30], Gen.Int[0, 9])
            .Array[1, 400]
            .Sample(
                steps =>
                {
                    var cache = new NumberCache(kind, capacity: 7);
                    foreach ((int key, int action) in steps)
                    {
                        if (action == 0)
                        {
                            cache.Delete(key);
                        }
                        else
                        {
                            cache.Ask(key);
                        }

                        Assert.InRange(cache.Count, 0, 7);
                    }
                },
                iter: 200,
                threads: 1
            );

    [Fact]
    public void Lru_keeps_what_was_asked_for_last() =>
        Gen.Int[0, 12]
            .Array[1, 200]
            .Sample(
                keys =>
                {
                    var cache = new NumberCache(EvictionKind.Lru, capacity: 5);
                    var recent = new List<int>();
                    foreach (int key in keys)
                    {
                        bool isHit = cache.Ask(key);

                        Assert.Equal(recent.Contains(key), isHit);
                        recent.Remove(key);
                        recent.Insert(0, key);
                        recent.RemoveRange(Math.Min(5, recent.Count), Math.Max(0, recent.Count - 5));
                    }
                },
                iter: 200,
                threads: 1
            );

    [Theory]
    [InlineData(EvictionKind.Slru)]
    [InlineData(EvictionKind.S3Fifo)]
    [InlineData(EvictionKind.WTinyLfu)]
    [InlineData(EvictionKind.Arc)]
    public void A_scan_does_less_harm_than_to_lru(EvictionKind kind)
    {
        Assert.True(HitsBesideScans(kind) > HitsBesideScans(EvictionKind.Lru));
    }

    private static int HitsBesideScans(EvictionKind kind)
    {
        var cache = new NumberCache(kind, capacity: 500);
        KeyPicker keys = KeyPicker.Zipf(5_000, 0.9);
        var random = new RandomStream(42);
        int hits = 0;
        for (int access = 0; access < 200_000; access++)
        {
            // Every second access belongs to a scan over keys that nobody wants again.
            hits += cache.Ask(access % 2 == 0 ? keys.Pick(random) : 10_000 + access) ? 1 : 0;
        }

        return hits;
    }
}
