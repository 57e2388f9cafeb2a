using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;

namespace Simulation.Scenarios.Validation;

/// <summary>How soon the reads of partial quorums see a write, and how long both take.</summary>
internal static class StalenessInTime
{
    public static ValidationRow Row { get; } =
        new(
            "PBS-1",
            "Three copies, latencies of LinkedIn's solid-state and spinning disks on each leg; times in ms.",
            "Bailis et al., \"Probabilistically Bounded Staleness for Practical Partial Quorums\", PVLDB 5(8), "
                + "2012, sections 5.3 to 5.6",
            Ask
        );

    /// <summary>LNKD-SSD.</summary>
    internal static Distribution SolidState { get; } =
        new Mixture(
            [new Ratio(912_200), new Ratio(87_800)],
            [new Pareto(235_000, 10), new Exponential(602_410)]
        );

    /// <summary>LNKD-DISK: a write on its way to a spinning disk.</summary>
    internal static Distribution SpinningDisk { get; } =
        new Mixture(
            [new Ratio(380_000), new Ratio(620_000)],
            [new Pareto(1_050_000, 1.51), new Exponential(5_464_481)]
        );

    private static PartialQuorum[] All { get; } =
    [
        new("SSD", SolidState, 1, 1, ReadLatency: 0.66, WriteLatency: 0.66)
        {
            Fresh = [(0, 0.974)],
            FreshFrom = 1.85,
        },
        new("SSD", SolidState, 1, 2, ReadLatency: 0.66, WriteLatency: 1.63),
        new("SSD", SolidState, 2, 1, ReadLatency: 1.63, WriteLatency: 0.65),
        new("DISK", SpinningDisk, 1, 1, ReadLatency: 0.66, WriteLatency: 10.99)
        {
            Fresh = [(0, 0.439), (10, 0.925)],
        },
        // The tail is a power, so that one in a thousand takes many samples to find; worked out from the same
        // distributions without a store, the time is 52.4 ms (52 to 53), which leaves little of the tolerance.
        new("DISK", SpinningDisk, 1, 1, ReadLatency: null, WriteLatency: null)
        {
            FreshFrom = 45.5,
            Writes = 300_000,
        },
        new("DISK", SpinningDisk, 1, 2, ReadLatency: 0.65, WriteLatency: 20.97),
        new("DISK", SpinningDisk, 2, 1, ReadLatency: 1.63, WriteLatency: 10.9) { FreshFrom = 13.6 },
        new("DISK", SpinningDisk, 2, 2, ReadLatency: null, WriteLatency: null),
    ];

    private static IEnumerable<KnownAnswer> Ask(Effort effort) =>
        All.SelectMany(quorum => quorum.Ask(effort));
}
