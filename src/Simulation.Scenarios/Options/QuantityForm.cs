using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Scenarios.Options;

/// <summary>How a quantity is written in a scenario file.</summary>
/// <param name="Type">The type that the lab reads it into.</param>
/// <param name="Units">The units, or the forms where there are several.</param>
/// <param name="Examples">Texts that are read, to learn from.</param>
public sealed record QuantityForm(Type Type, string Units, IReadOnlyList<string> Examples)
{
    /// <summary>Every quantity that one text can say.</summary>
    public static IReadOnlyList<QuantityForm> All { get; } =
    [
        new(typeof(SimDuration), "ns us ms s m h d", ["250us", "1.5s", "2m"]),
        new(typeof(ByteSize), "B KiB MiB GiB, KB MB GB", ["512B", "64MiB", "8KB"]),
        new(typeof(TransferPrice), "dollars a GB", ["$0.09/GB"]),
        new(typeof(HourlyPrice), "dollars an hour", ["$0.20/h"]),
        new(typeof(Bandwidth), "bit/s Kbit/s Mbit/s Gbit/s, and any size a second", ["10Gbit/s", "20MiB/s"]),
        new(typeof(Rate), "/s /m /h; a whole number of events", ["200/s", "30/m"]),
        new(typeof(Ratio), "%; from 0.0001% on", ["0.1%", "33%"]),
        new(
            typeof(Distribution),
            "a duration, or a shape with its numbers",
            [
                "40ms",
                "uniform(1ms, 2ms)",
                "exponential(5ms)",
                "normal(5ms, 1ms)",
                "pareto(1ms, 1.5)",
                "lognormal(15, 0.5)",
            ]
        ),
    ];
}
