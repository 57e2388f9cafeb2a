using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: clock-skew</c> takes.</summary>
public sealed record ClockSkewOptions : NodeTarget
{
    /// <summary>How far the clocks are set off.</summary>
    [Option("How far the nodes' clocks are set ahead; negative sets them back.", Min = "-365d", Max = "365d")]
    public required SimDuration Offset { get; init; }
}

/// <summary>Sets the clocks of nodes wrong.</summary>
public sealed class ClockSkew(ClockSkewOptions options)
    : NodeFault(options, "clock set wrong", "clocks set wrong")
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "clock-skew",
            "Sets the clocks of nodes ahead or back; the heal sets them right again.",
            typeof(ClockSkewOptions),
            options => new ClockSkew((ClockSkewOptions)options)
        );

    /// <inheritdoc/>
    protected override void Hurt(Node node, FaultContext context) => node.Clock.Shift(options.Offset);

    /// <inheritdoc/>
    protected override void Mend(Node node, FaultContext context) =>
        node.Clock.Shift(SimDuration.Zero - options.Offset);
}
