using CsCheck;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Tests.Kernel.Quantities;

public sealed class QuantityTextTests
{
    [Theory]
    [InlineData("60s", 60_000_000_000)]
    [InlineData("1.5ms", 1_500_000)]
    [InlineData("250us", 250_000)]
    [InlineData("-200ms", -200_000_000)]
    [InlineData("2 h", 7_200_000_000_000)]
    [InlineData("0.000000001s", 1)]
    public void A_duration_is_read_to_the_nanosecond(string text, long nanoseconds)
    {
        bool isRead = QuantityText.TryDuration(text, out SimDuration value, out string problem);

        Assert.True(isRead, problem);
        Assert.Equal(nanoseconds, value.Nanoseconds);
    }

    [Theory]
    [InlineData("60", "write 60s, 60ms or 60m")]
    [InlineData("60S", "write a duration such as 250us, 10ms, 5s or 2m")]
    [InlineData("5 sec", "write a duration such as 250us, 10ms, 5s or 2m")]
    [InlineData("0.5ns", "nothing is finer than a nanosecond")]
    [InlineData("36501d", "the longest duration is 36500d")]
    [InlineData("", "write a duration such as 250us, 10ms, 5s or 2m")]
    public void A_wrong_duration_says_what_to_write(string text, string expected)
    {
        bool isRead = QuantityText.TryDuration(text, out _, out string problem);

        Assert.False(isRead);
        Assert.Equal(expected, problem);
    }

    [Fact]
    public void Every_duration_reads_back_from_its_own_text() =>
        Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000]
            .Sample(nanoseconds =>
                QuantityText.TryDuration(
                    new SimDuration(nanoseconds).ToString(),
                    out SimDuration value,
                    out _
                )
                && value.Nanoseconds == nanoseconds
            );

    [Fact]
    public void A_text_that_is_no_quantity_has_a_problem_and_never_throws() =>
        Gen.String.Sample(text =>
            QuantityText.TryDuration(text, out SimDuration _, out string duration) == (duration.Length == 0)
            && QuantityText.TrySize(text, out ByteSize _, out string size) == (size.Length == 0)
            && QuantityText.TryRate(text, out Rate _, out string rate) == (rate.Length == 0)
            && QuantityText.TryBandwidth(text, out Bandwidth _, out string bandwidth)
                == (bandwidth.Length == 0)
            && QuantityText.TryRatio(text, out Ratio _, out string share) == (share.Length == 0)
            && DistributionText.Try(text, out Distribution _, out string other) == (other.Length == 0)
        );

    [Fact]
    public void Sizes_bandwidths_rates_and_shares_are_exact()
    {
        Assert.True(QuantityText.TrySize("1.5KiB", out ByteSize size, out _));
        Assert.True(QuantityText.TryBandwidth("10Gbit/s", out Bandwidth fast, out _));
        Assert.True(QuantityText.TryBandwidth("20MiB/s", out Bandwidth slow, out _));
        Assert.True(QuantityText.TryRate("200/s", out Rate rate, out _));
        Assert.True(QuantityText.TryRatio("0.1%", out Ratio ratio, out _));

        Assert.Equal(1_536, size.Bytes);
        Assert.Equal(1_250_000_000, fast.BytesPerSecond);
        Assert.Equal(20 << 20, slow.BytesPerSecond);
        Assert.Equal(new Rate(200, 1.Seconds), rate);
        Assert.Equal(1_000, ratio.Millionths);
    }

    [Theory]
    [InlineData("33", "write 33%")]
    [InlineData("ten%", "write a share such as 0.1% or 33%")]
    [InlineData("0.00001%", "nothing is finer than 0.0001%")]
    public void A_wrong_share_says_what_to_write(string text, string expected)
    {
        bool isRead = QuantityText.TryRatio(text, out _, out string problem);

        Assert.False(isRead);
        Assert.Equal(expected, problem);
    }
}
