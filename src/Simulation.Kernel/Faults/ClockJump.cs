using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: clock-jump</c> takes.</summary>
public sealed record ClockJumpOptions : NodeTarget
{
    /// <summary>How far.</summary>
    [Option("How far the clocks jump ahead; negative lets them jump back.", Min = "-365d", Max = "365d")]
    public required SimDuration By { get; init; }
}

/// <summary>Lets the clocks of nodes jump, as a leap second or a careless correction does.</summary>
public sealed class ClockJump(ClockJumpOptions options) : NodeFault(options, "clock jumped", "clocks jumped")
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "clock-jump",
            "Lets the clocks of nodes jump ahead or back for good, unless the fault ends: then they jump back.",
            typeof(ClockJumpOptions),
            options => new ClockJump((ClockJumpOptions)options)
        );

    /// <inheritdoc/>
    protected override void Hurt(Node node, FaultContext context) => node.Clock.Shift(options.By);

    /// <inheritdoc/>
    protected override void Mend(Node node, FaultContext context) =>
        node.Clock.Shift(SimDuration.Zero - options.By);
}
