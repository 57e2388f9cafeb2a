using Simulation.Kernel.Networking;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: duplicate</c> takes.</summary>
public sealed record DuplicateOptions : NetworkTarget
{
    /// <summary>The share of messages doubled.</summary>
    [Option("The share of messages that arrive twice.", Min = "0%", Max = "100%")]
    public required Ratio Share { get; init; }
}

/// <summary>Sends messages twice.</summary>
public sealed class Duplicate(DuplicateOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "duplicate",
            "Delivers a share of the messages of nodes or of a link twice; a client's only where it is named.",
            typeof(DuplicateOptions),
            options => new Duplicate((DuplicateOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new CopyRule(options.Share, filter, context);

    private sealed class CopyRule(Ratio share, PacketFilter filter, FaultContext context) : PacketRule
    {
        private readonly FaultEffect.Tally _doubled = context.Effect.Of(
            "message doubled",
            "messages doubled"
        );

        public override PacketFate Decide(in Packet packet)
        {
            if (filter.Matches(packet) && !IsNumbered(packet) && share.Happens(context.Random))
            {
                _doubled.Add();
                context.World.Network.Release(packet);
            }

            return PacketFate.Pass;
        }

        /// <summary>
        /// A client talks over connections that number what they carry. It takes a refusal for the answer to all
        /// that it sent, so a second copy that is still under way would make a liar of it.
        /// </summary>
        private bool IsNumbered(in Packet packet) =>
            (packet.Source.Node.IsClient && !filter.IsTarget(packet.Source.Node))
            || (packet.Target.Node.IsClient && !filter.IsTarget(packet.Target.Node));
    }
}
