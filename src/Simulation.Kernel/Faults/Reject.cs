using Simulation.Kernel.Networking;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: reject</c> takes.</summary>
public sealed record RejectOptions : NetworkTarget;

/// <summary>Refuses messages at once, as a closed port or a firewall that rejects does.</summary>
public sealed class Reject(RejectOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "reject",
            "Refuses the messages of nodes or of a link at once: the sender learns that they did not arrive.",
            typeof(RejectOptions),
            options => new Reject((RejectOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new RefuseRule(filter, context);

    private sealed class RefuseRule(PacketFilter filter, FaultContext context) : PacketRule
    {
        private readonly FaultEffect.Tally _refused = context.Effect.Of(
            "message refused",
            "messages refused"
        );

        public override PacketFate Decide(in Packet packet)
        {
            if (!filter.Matches(packet) || packet.Message is Refusal)
            {
                return PacketFate.Pass;
            }

            _refused.Add();
            context.World.Network.Refuse(packet);
            return PacketFate.Held;
        }
    }
}
