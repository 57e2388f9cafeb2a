using System.Numerics;
using System.Runtime.CompilerServices;

namespace Simulation.Checkers.Linearizability;

/// <summary>A set of small numbers in a fixed number of machine words.</summary>
internal interface IMask<TMask>
    where TMask : struct, IMask<TMask>
{
    /// <summary>How many different numbers fit.</summary>
    static abstract int Capacity { get; }

    bool IsEmpty { get; }

    /// <summary>The smallest member of a set that is not empty.</summary>
    int First { get; }

    ulong Hash { get; }

    bool Has(int bit);

    TMask With(int bit);

    TMask Without(int bit);

    TMask And(in TMask other);

    TMask Or(in TMask other);

    TMask Except(in TMask other);

    bool Same(in TMask other);
}

/// <summary>A set of numbers below 128.</summary>
internal readonly struct NarrowMask(ulong low, ulong high) : IMask<NarrowMask>
{
    private readonly ulong _low = low;
    private readonly ulong _high = high;

    public static int Capacity => 128;

    public bool IsEmpty => (_low | _high) == 0;

    public int First =>
        _low != 0 ? BitOperations.TrailingZeroCount(_low) : 64 + BitOperations.TrailingZeroCount(_high);

    public ulong Hash =>
        unchecked((_low * 0x9E3779B97F4A7C15UL) ^ BitOperations.RotateLeft(_high * 0xC2B2AE3D27D4EB4FUL, 29));

    public bool Has(int bit) => ((bit < 64 ? _low >> bit : _high >> (bit - 64)) & 1) != 0;

    public NarrowMask With(int bit) =>
        bit < 64 ? new(_low | 1UL << bit, _high) : new(_low, _high | 1UL << (bit - 64));

    public NarrowMask Without(int bit) =>
        bit < 64 ? new(_low & ~(1UL << bit), _high) : new(_low, _high & ~(1UL << (bit - 64)));

    public NarrowMask And(in NarrowMask other) => new(_low & other._low, _high & other._high);

    public NarrowMask Or(in NarrowMask other) => new(_low | other._low, _high | other._high);

    public NarrowMask Except(in NarrowMask other) => new(_low & ~other._low, _high & ~other._high);

    public bool Same(in NarrowMask other) => _low == other._low && _high == other._high;
}

/// <summary>A set of numbers below 1,024, for crowds that the narrow one cannot hold.</summary>
internal struct WideMask : IMask<WideMask>
{
    private const int Words = 16;
    private Buffer _words;

    public static int Capacity => 64 * Words;

    public readonly bool IsEmpty => Same(default);

    public readonly int First
    {
        get
        {
            int word = 0;
            while (_words[word] == 0)
            {
                word++;
            }

            return 64 * word + BitOperations.TrailingZeroCount(_words[word]);
        }
    }

    public readonly ulong Hash
    {
        get
        {
            ulong hash = 0;
            for (int i = 0; i < Words; i++)
            {
                hash = unchecked((BitOperations.RotateLeft(hash, 23) ^ _words[i]) * 0x9E3779B97F4A7C15UL);
            }

            return hash;
        }
    }

    public readonly bool Has(int bit) => (_words[bit >> 6] >> (bit & 63) & 1) != 0;

    public readonly WideMask With(int bit)
    {
        WideMask result = this;
        result._words[bit >> 6] |= 1UL << (bit & 63);
        return result;
    }

    public readonly WideMask Without(int bit)
    {
        WideMask result = this;
        result._words[bit >> 6] &= ~(1UL << (bit & 63));
        return result;
    }

    public readonly WideMask And(in WideMask other)
    {
        WideMask result = this;
        for (int i = 0; i < Words; i++)
        {
            result._words[i] &= other._words[i];
        }

        return result;
    }

    public readonly WideMask Or(in WideMask other)
    {
        WideMask result = this;
        for (int i = 0; i < Words; i++)
        {
            result._words[i] |= other._words[i];
        }

        return result;
    }

    public readonly WideMask Except(in WideMask other)
    {
        WideMask result = this;
        for (int i = 0; i < Words; i++)
        {
            result._words[i] &= ~other._words[i];
        }

        return result;
    }

    public readonly bool Same(in WideMask other)
    {
        for (int i = 0; i < Words; i++)
        {
            if (_words[i] != other._words[i])
            {
                return false;
            }
        }

        return true;
    }

    [InlineArray(Words)]
    private struct Buffer
    {
        private ulong _first;
    }
}
