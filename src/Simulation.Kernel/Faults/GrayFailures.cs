using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: lossy-nic</c> takes.</summary>
public sealed record LossyNicOptions : NetworkTarget
{
    /// <summary>The share of messages lost.</summary>
    [Option("The share of messages that the network card loses.", Min = "0%", Max = "100%")]
    public required Ratio Loss { get; init; }
}

/// <summary>What <c>inject: one-way-slow</c> takes.</summary>
public sealed record OneWaySlowOptions : NetworkTarget
{
    /// <summary>How much slower.</summary>
    [Option("How much longer each message from the nodes takes; those to them are as before.")]
    public required Distribution Add { get; init; }
}

/// <summary>Failures that health checks do not see, since the node answers.</summary>
/// <remarks>Source: Huang et al., "Gray Failure: The Achilles' Heel of Cloud-Scale Systems", HotOS 2017.</remarks>
public static class GrayFailures
{
    /// <summary>A card that loses.</summary>
    public static FaultKind LossyNic { get; } =
        new(
            "lossy-nic",
            "Lets the network cards of nodes lose a share of what they send and receive.",
            typeof(LossyNicOptions),
            options => Create((LossyNicOptions)options)
        );

    /// <summary>A node that is slow in one direction.</summary>
    public static FaultKind OneWaySlow { get; } =
        new(
            "one-way-slow",
            "Makes what nodes send slow, and leaves what they receive as it is.",
            typeof(OneWaySlowOptions),
            options => Create((OneWaySlowOptions)options)
        );

    private static PacketLoss Create(LossyNicOptions options) =>
        new(Aimed(new PacketLossOptions { Loss = options.Loss }, options));

    private static AddedLatency Create(OneWaySlowOptions options) =>
        new(
            Aimed(new AddedLatencyOptions { Add = options.Add }, options) with
            {
                Direction = Direction.From,
            }
        );

    private static T Aimed<T>(T fault, NetworkTarget at)
        where T : NetworkTarget =>
        (T)(
            (NetworkTarget)fault with
            {
                Nodes = at.Nodes,
                Regions = at.Regions,
                Zones = at.Zones,
                Clouds = at.Clouds,
                Roles = at.Roles,
                Mode = at.Mode,
                Value = at.Value,
                Percent = at.Percent,
                Link = at.Link,
                Direction = at.Direction,
            }
        );
}
