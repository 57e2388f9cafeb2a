using Simulation.Kernel.Networking;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: latency</c> takes.</summary>
public sealed record AddedLatencyOptions : NetworkTarget
{
    /// <summary>What each message takes longer.</summary>
    [Option("How much longer each message takes; a length or a distribution.")]
    public required Distribution Add { get; init; }

    /// <summary>How far that varies.</summary>
    [Option("How far the added latency varies, up or down, never below nothing.")]
    public SimDuration Jitter { get; init; }

    /// <summary>How much the jitter leans on the one before.</summary>
    [Option("How much each message's jitter depends on the one before.", Min = "0%", Max = "100%")]
    public Ratio Correlation { get; init; }
}

/// <summary>Makes messages late.</summary>
public sealed class AddedLatency(AddedLatencyOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "latency",
            "Makes the messages of nodes or of a link take longer, by a constant or a varying length.",
            typeof(AddedLatencyOptions),
            options => new AddedLatency((AddedLatencyOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new DelayRule(options, filter, context);

    private sealed class DelayRule(AddedLatencyOptions options, PacketFilter filter, FaultContext context)
        : PacketRule
    {
        private readonly FaultEffect.Tally _delayed = context.Effect.Of(
            "message delayed",
            "messages delayed"
        );
        private readonly CorrelatedChance _chance = new(options.Correlation);

        public override PacketFate Decide(in Packet packet)
        {
            if (!filter.Matches(packet))
            {
                return PacketFate.Pass;
            }

            _delayed.Add();
            long added = options.Add.Draw(context.Random) + Wobble();
            return PacketFate.DelayBy(new SimDuration(Math.Max(0, added)));
        }

        private long Wobble()
        {
            long jitter = options.Jitter.Nanoseconds;
            return jitter == 0
                ? 0
                : (long)((Int128)(2 * jitter) * _chance.NextMillionth(context.Random) / 1_000_000) - jitter;
        }
    }
}
