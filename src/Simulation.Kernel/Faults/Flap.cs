using Simulation.Kernel.Networking;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: flap</c> takes.</summary>
public sealed record FlapOptions : NetworkTarget
{
    /// <summary>How long a rhythm is.</summary>
    [Option("How long from one time down to the next.", Min = "1us")]
    public required SimDuration Period { get; init; }

    /// <summary>How much of it is down.</summary>
    [Option("Which share of the period it is down, at its beginning.", Min = "0%", Max = "100%")]
    public Ratio Duty { get; init; } = new(500_000);
}

/// <summary>Takes a line down and up again in a rhythm.</summary>
public sealed class Flap(FlapOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "flap",
            "Takes nodes or a link down and up again in a rhythm: messages are dropped while it is down.",
            typeof(FlapOptions),
            options => new Flap((FlapOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new RhythmRule(options, filter, context);

    private sealed class RhythmRule(FlapOptions options, PacketFilter filter, FaultContext context)
        : PacketRule
    {
        private readonly FaultEffect.Tally _dropped = context.Effect.Of(
            "message dropped",
            "messages dropped"
        );
        private readonly SimTime _start = context.World.Loop.Now;

        public override PacketFate Decide(in Packet packet)
        {
            if (!filter.Matches(packet) || !IsDown(context.World.Loop.Now))
            {
                return PacketFate.Pass;
            }

            _dropped.Add();
            return PacketFate.Drop("line down");
        }

        private bool IsDown(SimTime now)
        {
            long period = options.Period.Nanoseconds;
            return (now - _start).Nanoseconds % period
                < (long)((Int128)period * options.Duty.Millionths / 1_000_000);
        }
    }
}
