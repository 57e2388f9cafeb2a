using System.Diagnostics;
using System.Globalization;
using Simulation.Components.Caches.Eviction;
using Simulation.Components.Sharding.Partitioning;
using Simulation.Kernel.Randomness;

namespace Simulation.Benchmarks.Caches;

/// <summary>
/// The plain command <c>caches</c>: how many accesses a second each eviction policy takes, look-up included.
/// </summary>
internal static class CachesCommand
{
    private const int Keys = 100_000;
    private const int Capacity = 10_000;

    /// <summary>
    /// Prints <c>simlab caches POLICY ACCESSES HIT_RATIO wall_seconds accesses_per_second</c> for each policy.
    /// </summary>
    public static void Run(int accesses)
    {
        int[] asked = Draw(accesses);
        foreach (EvictionKind kind in Enum.GetValues<EvictionKind>())
        {
            Play(kind, asked.AsSpan(0, accesses / 10));
            var watch = Stopwatch.StartNew();
            long hits = Play(kind, asked);
            double seconds = watch.Elapsed.TotalSeconds;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"simlab caches {kind} {accesses} {(double)hits / accesses:F4} {seconds:F3} {accesses / seconds:F0}"
                )
            );
        }
    }

    private static int[] Draw(int count)
    {
        var random = new RandomStream(1);
        KeyPicker picker = KeyPicker.Zipf(Keys, 0.99);
        int[] keys = new int[count];
        for (int place = 0; place < count; place++)
        {
            keys[place] = picker.Pick(random);
        }

        return keys;
    }

    private static long Play(EvictionKind kind, ReadOnlySpan<int> keys)
    {
        EvictionPolicy policy = EvictionPolicies.Create(kind, new RandomStream(2));
        var slotOf = new Dictionary<int, int>(Capacity + 1);
        int[] keyAt = new int[Capacity + 1];
        int free = 0;
        long hits = 0;
        foreach (int key in keys)
        {
            if (slotOf.TryGetValue(key, out int held))
            {
                policy.Hit(held);
                hits++;
                continue;
            }

            slotOf.Add(key, free);
            keyAt[free] = key;
            policy.Add(free, KeyHash.Of((ulong)key, 1));
            if (slotOf.Count <= Capacity)
            {
                free = slotOf.Count;
                continue;
            }

            free = policy.Evict();
            slotOf.Remove(keyAt[free]);
        }

        return hits;
    }
}
