using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;

namespace Simulation.Tests.Kernel.Randomness;

public sealed class KeyPickerTests
{
    private const int Draws = 400_000;

    [Fact]
    public void Zipf_keys_come_as_often_as_their_rank_says()
    {
        double[] shares = Shares(KeyPicker.Zipf(3, 1), 3);

        Assert.Equal(6.0 / 11, shares[0], 0.004);
        Assert.Equal(3.0 / 11, shares[1], 0.004);
        Assert.Equal(2.0 / 11, shares[2], 0.004);
    }

    [Fact]
    public void The_hot_keys_take_their_share()
    {
        double[] shares = Shares(KeyPicker.Hot(100, 2, new Ratio(330_000)), 100);

        Assert.Equal(0.165, shares[0], 0.004);
        Assert.Equal(0.165, shares[1], 0.004);
        Assert.All(shares, share => Assert.True(share > 0));
    }

    [Fact]
    public void Uniform_keys_come_alike() =>
        Assert.All(Shares(KeyPicker.Uniform(10), 10), share => Assert.Equal(0.1, share, 0.003));

    private static double[] Shares(KeyPicker picker, int keyCount)
    {
        var random = new RandomStream(42);
        int[] counts = new int[keyCount];
        for (int index = 0; index < Draws; index++)
        {
            counts[picker.Pick(random)]++;
        }

        return [.. counts.Select(count => count / (double)Draws)];
    }
}
