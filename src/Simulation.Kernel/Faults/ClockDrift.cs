using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: clock-drift</c> takes.</summary>
public sealed record ClockDriftOptions : NodeTarget
{
    /// <summary>How fast.</summary>
    [Option(
        "How many millionths the clocks gain; negative makes them slow. Quartz is off by 20 to 50.",
        Min = "-900000",
        Max = "10000000"
    )]
    public required int Ppm { get; init; }
}

/// <summary>Lets the clocks of nodes run fast or slow.</summary>
public sealed class ClockDrift(ClockDriftOptions options)
    : NodeFault(options, "clock made to drift", "clocks made to drift")
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "clock-drift",
            "Lets the clocks of nodes run fast or slow; the heal sets them right again.",
            typeof(ClockDriftOptions),
            options => new ClockDrift((ClockDriftOptions)options)
        );

    private readonly List<Drifting> _drifting = [];

    /// <inheritdoc/>
    protected override void Hurt(Node node, FaultContext context) =>
        _drifting.Add(Drifting.Begin(node, options.Ppm, context.World.Loop));

    /// <inheritdoc/>
    protected override void Mend(Node node, FaultContext context)
    {
        Drifting drifting = _drifting.Find(other => ReferenceEquals(other.Node, node))!;
        _drifting.Remove(drifting);
        drifting.End(context.World.Loop);
    }
}
