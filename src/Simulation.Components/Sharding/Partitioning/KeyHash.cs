using Simulation.Kernel.Tracing;

namespace Simulation.Components.Sharding.Partitioning;

/// <summary>Where a key, or a name, falls when it is placed by a hash; the same in every run.</summary>
public static class KeyHash
{
    /// <summary>64 bits of a text, every one of which depends on every letter.</summary>
    /// <remarks>Names differ in their last letters, which the plain hash leaves in its low bits; the end is
    /// the finalizer of Appleby's MurmurHash3.</remarks>
    public static ulong Of(string text) => Mix(Trace.Hash(text));

    /// <summary>64 bits of two numbers, for one function of a family.</summary>
    public static ulong Of(ulong hash, ulong seed) => Mix(unchecked(hash ^ (seed * 0x9E3779B97F4A7C15)));

    private static ulong Mix(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 33)) * 0xFF51AFD7ED558CCD;
            hash = (hash ^ (hash >> 33)) * 0xC4CEB9FE1A85EC53;
            return hash ^ (hash >> 33);
        }
    }
}
