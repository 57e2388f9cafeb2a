using Simulation.Kernel.Randomness;

namespace Simulation.Tests.Kernel.Randomness;

public sealed class PortableMathTests
{
    [Fact]
    public void Portable_functions_agree_with_the_platform()
    {
        var random = new RandomStream(7);

        for (int index = 0; index < 100_000; index++)
        {
            double x = (random.NextUnit() - 0.5) * 1_200;
            double y = Math.Exp(x);
            Assert.InRange(PortableMath.Exp(x) / y, 1 - 1e-14, 1 + 1e-14);
            Assert.InRange(PortableMath.Log(y) / Math.Log(y), 1 - 1e-14, 1 + 1e-14);
        }
    }

    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.975, 1.9599639845400545)]
    [InlineData(0.99, 2.3263478740408408)]
    [InlineData(0.99999, 4.264890793922825)]
    [InlineData(1e-20, -9.262340089798408)]
    public void The_normal_quantile_meets_the_published_points(double share, double deviations) =>
        Assert.Equal(deviations, PortableMath.NormalQuantile(share), 1e-11);
}
