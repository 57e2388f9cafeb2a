using Simulation.Kernel.Faults;
using Simulation.Kernel.Networking;
using Simulation.Kernel.Options;

namespace Simulation.Tests.Examples;

/// <summary>What <c>inject: every-nth-lost</c> takes, besides whose messages.</summary>
public sealed record EveryNthLostOptions : NetworkTarget
{
    /// <summary>Which messages are lost.</summary>
    [Option("Loses each message whose number is a multiple of this.", Min = "1")]
    public int N { get; init; } = 2;
}

/// <summary>Loses messages by count rather than by chance.</summary>
public sealed class EveryNthLost(EveryNthLostOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "every-nth-lost",
            "Loses every nth message of nodes or of a link.",
            typeof(EveryNthLostOptions),
            options => new EveryNthLost((EveryNthLostOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new CountingRule(filter, options.N, context.Effect.Of("message dropped", "messages dropped"));

    private sealed class CountingRule(PacketFilter filter, int n, FaultEffect.Tally dropped) : PacketRule
    {
        private int _count;

        public override PacketFate Decide(in Packet packet)
        {
            if (!filter.Matches(packet) || ++_count % n != 0)
            {
                return PacketFate.Pass;
            }

            dropped.Add();
            return PacketFate.Drop("every-nth-lost");
        }
    }
}
