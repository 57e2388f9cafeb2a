using CsCheck;
using Simulation.Components.Caches.Eviction;
using Simulation.Components.Sharding.Partitioning;
using Simulation.Kernel.Randomness;

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
                    var cache = new PlainCache(kind, capacity: 7);
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
                    var cache = new PlainCache(EvictionKind.Lru, capacity: 5);
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

    // Che, Tung and Wang's approximation for independent references, 10,000 keys by Zipf's law.
    [Theory]
    [InlineData(EvictionKind.Lru, 0.99, 0.66414)]
    [InlineData(EvictionKind.Fifo, 0.99, 0.61903)]
    [InlineData(EvictionKind.Random, 0.99, 0.61903)]
    [InlineData(EvictionKind.Lfu, 0.99, 0.75594)]
    [InlineData(EvictionKind.Lru, 0.8, 0.43666)]
    [InlineData(EvictionKind.Fifo, 0.8, 0.39418)]
    [InlineData(EvictionKind.Random, 0.8, 0.39418)]
    [InlineData(EvictionKind.Lfu, 0.8, 0.57062)]
    public void The_hit_ratio_is_the_known_one(EvictionKind kind, double exponent, double known)
    {
        var cache = new PlainCache(kind, capacity: 1_000);
        ZipfKeys keys = new(exponent, 10_000);
        int warmup = kind == EvictionKind.Lfu ? 4_000_000 : 200_000;
        const int Measured = 1_000_000;
        int hits = 0;
        for (int access = 0; access < warmup + Measured; access++)
        {
            bool isHit = cache.Ask(keys.Next());
            hits += isHit && access >= warmup ? 1 : 0;
        }

        Assert.InRange((double)hits / Measured, known - 0.003, known + 0.003);
    }

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
        var cache = new PlainCache(kind, capacity: 500);
        ZipfKeys keys = new(0.9, 5_000);
        int hits = 0;
        for (int access = 0; access < 200_000; access++)
        {
            // Every second access belongs to a scan over keys that nobody wants again.
            hits += cache.Ask(access % 2 == 0 ? keys.Next() : 10_000 + access) ? 1 : 0;
        }

        return hits;
    }

    /// <summary>Keys drawn by Zipf's law.</summary>
    private sealed class ZipfKeys
    {
        private readonly RandomStream _random = new(42);
        private readonly double[] _sums;

        public ZipfKeys(double exponent, int count)
        {
            _sums = new double[count];
            double sum = 0;
            for (int rank = 0; rank < count; rank++)
            {
                sum += Math.Pow(rank + 1, -exponent);
                _sums[rank] = sum;
            }
        }

        public int Next()
        {
            int found = Array.BinarySearch(_sums, _random.NextUnit() * _sums[^1]);
            return found >= 0 ? found : ~found;
        }
    }

    /// <summary>A cache of numbers without values.</summary>
    private sealed class PlainCache(EvictionKind kind, int capacity)
    {
        private readonly EvictionPolicy _policy = EvictionPolicies.Create(kind, new RandomStream(7));
        private readonly Dictionary<int, int> _slotOf = [];
        private readonly Dictionary<int, int> _keyAt = [];
        private readonly Stack<int> _free = new();
        private int _slots;

        public int Count => _slotOf.Count;

        public bool Ask(int key)
        {
            if (_slotOf.TryGetValue(key, out int held))
            {
                _policy.Hit(held);
                return true;
            }

            int slot = _free.TryPop(out int free) ? free : _slots++;
            _slotOf.Add(key, slot);
            _keyAt.Add(slot, key);
            _policy.Add(slot, KeyHash.Of((ulong)key, 1));
            if (_slotOf.Count > capacity)
            {
                Free(_policy.Evict());
            }

            return false;
        }

        public void Delete(int key)
        {
            if (_slotOf.TryGetValue(key, out int slot))
            {
                _policy.Remove(slot);
                Free(slot);
            }
        }

        private void Free(int slot)
        {
            Assert.True(_keyAt.Remove(slot, out int key));
            _slotOf.Remove(key);
            _free.Push(slot);
        }
    }
}
