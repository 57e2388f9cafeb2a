using System.Reflection;
using Akka.Util;

namespace Simulation.Kernel.Determinism;

/// <summary>Seeds Akka's own source of chance: actor uids, random routers, back-off jitter.</summary>
internal static class AkkaRandom
{
    /// <summary>Seeds it for this thread; tells why it could not, or null.</summary>
    public static string? TrySeed(int seed)
    {
        FieldInfo? field = typeof(ThreadLocalRandom).GetField(
            "_rng",
            BindingFlags.NonPublic | BindingFlags.Static
        );
        if (field?.GetValue(null) is not ThreadLocal<Random> random)
        {
            return "this Akka keeps its random numbers elsewhere";
        }

        random.Value = new Random(seed);
        return null;
    }
}
