using Simulation.Kernel.Time;

namespace Simulation.Tests.Kernel.Time;

public sealed class SimDurationTests
{
    [Theory]
    [InlineData(0, "0s")]
    [InlineData(250, "250ns")]
    [InlineData(250_000, "250us")]
    [InlineData(1_500_000, "1.5ms")]
    [InlineData(90_000_000_000, "90s")]
    [InlineData(-2_000_000_000, "-2s")]
    public void A_length_is_written_in_the_largest_unit_that_keeps_it_exact(long nanoseconds, string text) =>
        Assert.Equal(text, new SimDuration(nanoseconds).ToString());

    [Fact]
    public void Arithmetic_that_leaves_the_range_is_an_error() =>
        Assert.Throws<OverflowException>(() => SimDuration.MaxValue + 1.Nanoseconds);

    [Theory]
    [InlineData(100, 1)]
    [InlineData(101, 2)]
    [InlineData(1, 1)]
    public void A_dotnet_length_is_rounded_up_so_that_nothing_fires_early(long nanoseconds, long ticks) =>
        Assert.Equal(ticks, new SimDuration(nanoseconds).ToTimeSpan().Ticks);
}
