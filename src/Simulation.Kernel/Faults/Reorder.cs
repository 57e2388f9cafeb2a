using Simulation.Kernel.Networking;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: reorder</c> takes.</summary>
public sealed record ReorderOptions : NetworkTarget
{
    /// <summary>The share of messages held back.</summary>
    [Option("The share of messages that are held back.", Min = "0%", Max = "100%")]
    public required Ratio Share { get; init; }

    /// <summary>For how long.</summary>
    [Option("How long a message is held back.", Min = "1ns")]
    public SimDuration Gap { get; init; } = 10.Milliseconds;
}

/// <summary>Holds messages back, so that later ones overtake them.</summary>
public sealed class Reorder(ReorderOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "reorder",
            "Holds a share of the messages of nodes or of a link back, so that later ones overtake them.",
            typeof(ReorderOptions),
            options => new Reorder((ReorderOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new HoldBackRule(options, filter, context);

    private sealed class HoldBackRule(ReorderOptions options, PacketFilter filter, FaultContext context)
        : PacketRule
    {
        private readonly FaultEffect.Tally _late = context.Effect.Of(
            "message held back",
            "messages held back"
        );

        public override PacketFate Decide(in Packet packet)
        {
            if (!filter.Matches(packet) || !options.Share.Happens(context.Random))
            {
                return PacketFate.Pass;
            }

            _late.Add();
            return PacketFate.DelayBy(options.Gap);
        }
    }
}
