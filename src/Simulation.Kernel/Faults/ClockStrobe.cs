using Simulation.Kernel.Events;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: clock-strobe</c> takes.</summary>
public sealed record ClockStrobeOptions : NodeTarget
{
    /// <summary>How far.</summary>
    [Option("How far the clocks jump ahead, and back again.", Min = "-365d", Max = "365d")]
    public required SimDuration Delta { get; init; }

    /// <summary>How often.</summary>
    [Option("How long from one jump to the next.", Min = "1us")]
    public required SimDuration Period { get; init; }
}

/// <summary>Lets the clocks of nodes jump to and fro.</summary>
/// <remarks>Source: Jepsen's strobe-time nemesis.</remarks>
public sealed class ClockStrobe(ClockStrobeOptions options) : Fault
{
    private IReadOnlyList<Node> _nodes = [];
    private long _activation;
    private bool _isAhead;

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "clock-strobe",
            "Lets the clocks of nodes jump ahead and back again, over and over.",
            typeof(ClockStrobeOptions),
            options => new ClockStrobe((ClockStrobeOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => string.Join(" ", _nodes.Select(node => node.Name));

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        _nodes = options.Select(context.World, context.Random);
        new Turn(this, context).Fire(null, null, _activation);
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context)
    {
        _activation++;
        if (_isAhead)
        {
            Jump();
        }
    }

    private void Jump()
    {
        foreach (Node node in _nodes)
        {
            node.Clock.Shift(_isAhead ? SimDuration.Zero - options.Delta : options.Delta);
        }

        _isAhead = !_isAhead;
    }

    private sealed class Turn(ClockStrobe fault, FaultContext context) : SimEvent
    {
        private readonly FaultEffect.Tally _jumps = context.Effect.Of("jump of a clock", "jumps of clocks");

        public override void Fire(object? message, object? sender, long tag)
        {
            if (tag == fault._activation)
            {
                fault.Jump();
                _jumps.Add(fault._nodes.Count);
                context.World.Loop.After(fault.Options.Period, this, tag: tag);
            }
        }
    }

    private ClockStrobeOptions Options => options;
}
