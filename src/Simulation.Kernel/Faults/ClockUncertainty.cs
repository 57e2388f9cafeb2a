using Simulation.Kernel.Events;
using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: clock-uncertainty</c> takes.</summary>
public sealed record ClockUncertaintyOptions : NodeTarget, IValidatedOptions
{
    /// <summary>How far off a clock may be.</summary>
    [Option("How far off a clock is at most, just before it asks a time server again.", Min = "1us")]
    public required SimDuration Interval { get; init; }

    /// <summary>How far off it is just after.</summary>
    [Option("How far off a clock is at most just after it has asked a time server.")]
    public SimDuration Floor { get; init; } = 1.Milliseconds;

    /// <summary>How often it asks.</summary>
    [Option("How often each clock asks a time server.", Min = "1ms")]
    public SimDuration Poll { get; init; } = 30.Seconds;

    /// <inheritdoc/>
    public IEnumerable<(string Key, string Message)> Validate()
    {
        if (Floor > Interval)
        {
            yield return ("floor", "'floor' is at most 'interval'");
        }
    }
}

/// <summary>
/// Lets clocks be wrong as well-kept ones are: a little after each look at a time server, more and more until
/// the next, each node in a direction of its own.
/// </summary>
/// <remarks>Source: Corbett et al., "Spanner", OSDI 2012, section 3: a sawtooth from 1 to 7 ms, at 200 us a
/// second over 30 s.</remarks>
public sealed class ClockUncertainty(ClockUncertaintyOptions options) : Fault
{
    private readonly List<Sawtooth> _teeth = [];

    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "clock-uncertainty",
            "Lets each clock be off by a sawtooth: little after it asked a time server, up to the interval before.",
            typeof(ClockUncertaintyOptions),
            options => new ClockUncertainty((ClockUncertaintyOptions)options)
        );

    /// <inheritdoc/>
    public override string Target => string.Join(" ", _teeth.Select(tooth => tooth.Node.Name));

    /// <inheritdoc/>
    public override void Inject(FaultContext context)
    {
        _teeth.Clear();
        foreach (Node node in options.Select(context.World, context.Random))
        {
            var tooth = new Sawtooth(node, options, context);
            _teeth.Add(tooth);
            tooth.Fire(null, null, 0);
        }
    }

    /// <inheritdoc/>
    public override void Heal(FaultContext context)
    {
        foreach (Sawtooth tooth in _teeth)
        {
            tooth.End();
        }
    }

    private sealed class Sawtooth(Node node, ClockUncertaintyOptions options, FaultContext context) : SimEvent
    {
        private readonly FaultEffect.Tally _polls = context.Effect.Of(
            "clock set by a time server",
            "clocks set by a time server"
        );
        private SimDuration _offset;
        private Drifting? _drifting;
        private bool _isOver;

        public Node Node => node;

        public override void Fire(object? message, object? sender, long tag)
        {
            if (_isOver)
            {
                return;
            }

            Undo();
            bool isAhead = context.Random.NextBelow(2) == 0;
            long floor = context.Random.NextBelow(options.Floor.Nanoseconds + 1);
            _offset = new SimDuration(isAhead ? floor : -floor);
            long growth = options.Interval.Nanoseconds - options.Floor.Nanoseconds;
            int ppm = (int)((Int128)growth * 1_000_000 / options.Poll.Nanoseconds);
            node.Clock.Shift(_offset);
            _drifting = Drifting.Begin(node, isAhead ? ppm : -ppm, context.World.Loop);
            _polls.Add();
            context.World.Loop.After(options.Poll, this);
        }

        public void End()
        {
            _isOver = true;
            Undo();
        }

        private void Undo()
        {
            _drifting?.End(context.World.Loop);
            node.Clock.Shift(SimDuration.Zero - _offset);
            _offset = SimDuration.Zero;
            _drifting = null;
        }
    }
}
