using Simulation.Kernel.Networking;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: corrupt</c> takes.</summary>
public sealed record CorruptOptions : NetworkTarget
{
    /// <summary>The share of messages damaged.</summary>
    [Option("The share of messages that are damaged.", Min = "0%", Max = "100%")]
    public required Ratio Share { get; init; }

    /// <summary>Whether the damage is found.</summary>
    [Option(
        "true: a checksum finds the damage and the message is dropped; false: it arrives with a wrong value in "
            + "it, where it carries one, and is dropped as unreadable else."
    )]
    public bool Detected { get; init; } = true;
}

/// <summary>Damages messages on the wire.</summary>
public sealed class Corrupt(CorruptOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "corrupt",
            "Damages a share of the messages of nodes or of a link; a checksum finds it, or nothing does.",
            typeof(CorruptOptions),
            options => new Corrupt((CorruptOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new DamageRule(options, filter, context);

    private sealed class DamageRule(CorruptOptions options, PacketFilter filter, FaultContext context)
        : PacketRule
    {
        private readonly FaultEffect.Tally _found = context.Effect.Of(
            "damaged message dropped",
            "damaged messages dropped"
        );
        private readonly FaultEffect.Tally _unseen = context.Effect.Of(
            "damaged message delivered",
            "damaged messages delivered"
        );

        public override PacketFate Decide(in Packet packet)
        {
            if (!filter.Matches(packet) || !options.Share.Happens(context.Random))
            {
                return PacketFate.Pass;
            }

            if (options.Detected || packet.Message is not ICorruptible whole)
            {
                _found.Add();
                return PacketFate.Drop("damaged");
            }

            _unseen.Add();
            context.World.Network.Release(packet with { Message = whole.Corrupted() });
            return PacketFate.Held;
        }
    }
}
