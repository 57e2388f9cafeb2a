using System.Numerics;
using System.Runtime.CompilerServices;

namespace Simulation.Kernel.Randomness;

/// <summary>
/// One named source of chance: the same name and seed give the same draws in every process, on every machine.
/// </summary>
/// <remarks>Source: Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", 2021:
/// xoshiro256**, seeded through splitmix64.</remarks>
public sealed class RandomStream
{
    private readonly ulong _seed;
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <summary>Begins the stream of a seed; whoever starts a run says the seed.</summary>
    public RandomStream(ulong seed)
    {
        _seed = seed;
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    /// <summary>
    /// A stream of its own for a purpose. It depends on this stream's seed and the name only, never on what
    /// either has drawn, so a new draw in one place leaves all others alone.
    /// </summary>
    public RandomStream Split(string purpose)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (char letter in purpose)
        {
            hash = unchecked((hash ^ letter) * 0x100000001B3);
        }

        ulong mixed = _seed;
        return new RandomStream(SplitMix(ref mixed) ^ hash);
    }

    /// <summary>64 uniform bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextBits()
    {
        unchecked
        {
            ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
            ulong shifted = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= shifted;
            _d = BitOperations.RotateLeft(_d, 45);
            return result;
        }
    }

    /// <summary>
    /// A uniform whole number from 0 to <paramref name="bound"/> - 1; the bound is at least 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long NextBelow(long bound)
    {
        Invariant.That(bound > 0);
        return (long)Math.BigMul(NextBits(), (ulong)bound, out _);
    }

    /// <summary>
    /// A uniform whole number from 0 to <paramref name="bound"/> - 1; the bound is at least 1.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int NextBelow(int bound) => (int)NextBelow((long)bound);

    /// <summary>A uniform number in (0, 1) with 53 bits, never 0 nor 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextUnit() => ((NextBits() >> 11) + 0.5) * (1.0 / (1UL << 53));

    private static ulong SplitMix(ref ulong state)
    {
        unchecked
        {
            ulong z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
