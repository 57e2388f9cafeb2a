using Simulation.Kernel.Networking;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;
using Simulation.Kernel.Time;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: brownout</c> takes.</summary>
public sealed record BrownoutOptions : NetworkTarget
{
    /// <summary>What each message waits.</summary>
    [Option("How much longer each message takes; a length or a distribution.")]
    public Distribution Add { get; init; } = Distribution.Constant(50_000_000);

    /// <summary>The share of messages lost.</summary>
    [Option("The share of messages that are lost.", Min = "0%", Max = "100%")]
    public Ratio Loss { get; init; } = new(50_000);
}

/// <summary>Makes a place bad without taking it down.</summary>
public sealed class Brownout(BrownoutOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "brownout",
            "Makes nodes slow and lossy at once, without taking them down: each message waits, and some are lost.",
            typeof(BrownoutOptions),
            options => new Brownout((BrownoutOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new DimRule(options, filter, context);

    private sealed class DimRule(BrownoutOptions options, PacketFilter filter, FaultContext context)
        : PacketRule
    {
        private readonly FaultEffect.Tally _dropped = context.Effect.Of(
            "message dropped",
            "messages dropped"
        );
        private readonly FaultEffect.Tally _delayed = context.Effect.Of(
            "message delayed",
            "messages delayed"
        );

        public override PacketFate Decide(in Packet packet)
        {
            if (!filter.Matches(packet))
            {
                return PacketFate.Pass;
            }

            if (options.Loss.Happens(context.Random))
            {
                _dropped.Add();
                return PacketFate.Drop("brownout");
            }

            _delayed.Add();
            return PacketFate.DelayBy(new SimDuration(Math.Max(0, options.Add.Draw(context.Random))));
        }
    }
}
