using Simulation.Kernel.Quantities;

namespace Simulation.Kernel.Randomness;

/// <summary>Picks one of so many keys, again and again, some more often than others.</summary>
public sealed class KeyPicker
{
    /// <summary>The sum of the weights up to and with each key, scaled to whole numbers.</summary>
    private readonly ulong[] _cumulative;

    private KeyPicker(double[] weights)
    {
        double total = weights.Sum();
        _cumulative = new ulong[weights.Length];
        double sum = 0;
        for (int key = 0; key < weights.Length; key++)
        {
            sum += weights[key];
            _cumulative[key] = (ulong)(sum / total * (1UL << 53));
        }

        _cumulative[^1] = 1UL << 53;
    }

    /// <summary>All keys alike.</summary>
    public static KeyPicker Uniform(int count) => new([.. Enumerable.Repeat(1.0, count)]);

    /// <summary>Key i, counted from 1, with a weight of i^-exponent: the first is the hottest.</summary>
    /// <param name="count">At least 1.</param>
    /// <param name="exponent">Above 0.</param>
    public static KeyPicker Zipf(int count, double exponent) =>
        new([
            .. Enumerable
                .Range(1, count)
                .Select(rank => PortableMath.Exp(-exponent * PortableMath.Log(rank))),
        ]);

    /// <summary>The first keys share a part of all picks, the others the rest.</summary>
    /// <param name="count">How many keys.</param>
    /// <param name="hotCount">How many of them are hot: at least 1, fewer than all.</param>
    /// <param name="share">What the hot ones get.</param>
    public static KeyPicker Hot(int count, int hotCount, Ratio share)
    {
        Invariant.That(hotCount >= 1 && hotCount < count);
        double hot = (double)share.Millionths / hotCount;
        double cold = (double)(Ratio.One.Millionths - share.Millionths) / (count - hotCount);
        return new([.. Enumerable.Range(0, count).Select(key => key < hotCount ? hot : cold)]);
    }

    /// <summary>A key from 0 to the count - 1.</summary>
    public int Pick(RandomStream random)
    {
        ulong place = random.NextBits() >> 11;
        int low = 0;
        int high = _cumulative.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_cumulative[middle] > place)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
