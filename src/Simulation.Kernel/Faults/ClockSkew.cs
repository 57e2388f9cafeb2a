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
public sealed class ClockSkew(ClockSkewOptions options) : Fault
{
    private IReadOnlyList<Node> _nodes = [];

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "clock-skew",
            "Sets the clocks of nodes ahead or back; the heal sets them right again.",
            typeof(ClockSkewOptions),
            options => new ClockSkew((ClockSkewOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => string.Join(" ", _nodes.Select(node => node.Name));

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        _nodes = options.Select(context.World, context.Random);
        Shift(options.Offset);
        context.Effect.Of("clock set wrong", "clocks set wrong").Add(_nodes.Count);
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context) => Shift(SimDuration.Zero - options.Offset);

    private void Shift(SimDuration by)
    {
        foreach (Node node in _nodes)
        {
            node.Clock.Shift(by);
        }
    }
}
