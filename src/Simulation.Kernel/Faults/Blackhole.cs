using Simulation.Kernel.Networking;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: blackhole</c> takes.</summary>
public sealed record BlackholeOptions : NetworkTarget;

/// <summary>Swallows messages without a word, as a broken route or a firewall that drops does.</summary>
public sealed class Blackhole(BlackholeOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "blackhole",
            "Swallows the messages of nodes or of a link without a word: whoever asks waits for its timeout.",
            typeof(BlackholeOptions),
            options => new Blackhole((BlackholeOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new SwallowRule(filter, context);

    private sealed class SwallowRule(PacketFilter filter, FaultContext context) : PacketRule
    {
        private readonly FaultEffect.Tally _dropped = context.Effect.Of(
            "message swallowed",
            "messages swallowed"
        );

        public override PacketFate Decide(in Packet packet)
        {
            if (!filter.Matches(packet))
            {
                return PacketFate.Pass;
            }

            _dropped.Add();
            return PacketFate.Drop("black hole");
        }
    }
}
