using Simulation.Kernel.Networking;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: zombie</c> takes.</summary>
public sealed record ZombieOptions : NetworkTarget;

/// <summary>A node that looks alive and does no work.</summary>
public sealed class Zombie(ZombieOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "zombie",
            "Lets nodes go on talking to each other, and do nothing for clients: they look alive and are not.",
            typeof(ZombieOptions),
            options => new Zombie((ZombieOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new NoWorkRule(filter, context);

    private sealed class NoWorkRule(PacketFilter filter, FaultContext context) : PacketRule
    {
        private readonly FaultEffect.Tally _ignored = context.Effect.Of(
            "request ignored",
            "requests ignored"
        );

        public override PacketFate Decide(in Packet packet)
        {
            if (!filter.Matches(packet) || packet.Source.Node.IsClient == packet.Target.Node.IsClient)
            {
                return PacketFate.Pass;
            }

            _ignored.Add();
            return PacketFate.Drop("zombie");
        }
    }
}
