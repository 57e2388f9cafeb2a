using System.Globalization;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Testing;

namespace Simulation.Tests.Kernel.Randomness;

/// <summary>A machine whose arithmetic differs fails here first, before it claims to repeat a run.</summary>
public sealed class FirstDrawsTests
{
    private static readonly string[] Texts =
    [
        "40ms",
        "uniform(1ms, 2ms)",
        "exponential(1ms)",
        "normal(5ms, 1ms)",
        "pareto(235us, 1.5)",
        "lognormal(15, 0.35)",
    ];

    [Fact]
    public void The_first_draws_are_those_of_every_other_machine()
    {
        var lines = new List<string> { Line("stream 7", () => new RandomStream(7), NextBits) };
        lines.Add(Line("stream 7 split 'load'", () => new RandomStream(7).Split("load"), NextBits));
        foreach (string text in Texts)
        {
            Assert.True(DistributionText.Try(text, out Distribution distribution, out _));
            lines.Add(Line(text, () => new RandomStream(7), random => Text(distribution.Draw(random))));
        }

        LogNormal fitted = LogNormal.Fit(40_000_000, 90_000_000);
        lines.Add(
            Line("{p50: 40ms, p99: 90ms}", () => new RandomStream(7), random => Text(fitted.Draw(random)))
        );
        KeyPicker zipf = KeyPicker.Zipf(1_000, 1.1);
        lines.Add(Line("zipf(1.1) of 1000", () => new RandomStream(7), random => Text(zipf.Pick(random))));

        string drawn = string.Join('\n', lines) + "\n";

        Assert.Equal(Golden.Expected("randomness/first-draws", drawn), drawn);
    }

    private static string NextBits(RandomStream random) =>
        random.NextBits().ToString("x16", CultureInfo.InvariantCulture);

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Line(string name, Func<RandomStream> begin, Func<RandomStream, string> draw)
    {
        RandomStream random = begin();
        return name + ": " + string.Join(' ', Enumerable.Range(0, 5).Select(_ => draw(random)));
    }
}
