using Simulation.Components.Sharding.Partitioning;

namespace Simulation.Components.Caches.Eviction;

/// <summary>
/// About how often keys were asked for lately, in four bits a counter and four counters a key. When enough has
/// been counted all counters are halved, so that what was popular once is forgotten.
/// </summary>
/// <remarks>Source: Einziger, Friedman and Manes, "TinyLFU: A Highly Efficient Cache Admission Policy", ACM
/// Transactions on Storage 13(4), 2017; Cormode and Muthukrishnan's count-min sketch, with conservative
/// update.</remarks>
internal sealed class FrequencySketch
{
    private const int Rows = 4;
    private const byte CounterMax = 15;

    private byte[] _counters = new byte[Rows * 64];
    private int _width = 64;
    private int _additions;

    /// <summary>Makes room for about so many keys; what was counted is lost when it grows.</summary>
    public void Reserve(int keys)
    {
        int width = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, keys));
        if (width > _width)
        {
            _width = width;
            _counters = new byte[Rows * width];
            _additions = 0;
        }
    }

    /// <summary>About how often a key was asked for, from 0 to 15; never less than it was since the last
    /// halving.</summary>
    public int Estimate(ulong hash)
    {
        int least = CounterMax;
        for (int row = 0; row < Rows; row++)
        {
            least = Math.Min(least, _counters[Place(hash, row)]);
        }

        return least;
    }

    /// <summary>Counts a key once more.</summary>
    public void Add(ulong hash)
    {
        int least = Estimate(hash);
        if (least == CounterMax)
        {
            return;
        }

        for (int row = 0; row < Rows; row++)
        {
            ref byte counter = ref _counters[Place(hash, row)];
            if (counter == least)
            {
                counter++;
            }
        }

        if (++_additions >= 10 * _width)
        {
            Halve();
        }
    }

    private int Place(ulong hash, int row) =>
        (row * _width) + (int)(KeyHash.Of(hash, (ulong)row + 1) & (ulong)(_width - 1));

    private void Halve()
    {
        for (int place = 0; place < _counters.Length; place++)
        {
            _counters[place] >>= 1;
        }

        _additions /= 2;
    }
}
