using Simulation.Kernel.Networking;
using Simulation.Kernel.Options;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: region-isolated</c> takes.</summary>
public sealed record RegionIsolatedOptions : NetworkTarget
{
    /// <summary>Which region.</summary>
    [Option("The region that is cut off.", Names = NameKind.Region)]
    public required string Region { get; init; }
}

/// <summary>Cuts a region off: it is alive, and nobody outside reaches it.</summary>
public sealed class RegionIsolated(RegionIsolatedOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "region-isolated",
            "Cuts a region off from all others, clients too; inside it everything goes on.",
            typeof(RegionIsolatedOptions),
            options => new RegionIsolated((RegionIsolatedOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new BorderRule(options.Region, context);

    private sealed class BorderRule(string region, FaultContext context) : PacketRule
    {
        private readonly FaultEffect.Tally _dropped = context.Effect.Of(
            "message dropped",
            "messages dropped"
        );

        public override PacketFate Decide(in Packet packet)
        {
            bool crosses = packet.Source.Node.IsIn(region) != packet.Target.Node.IsIn(region);
            if (!crosses)
            {
                return PacketFate.Pass;
            }

            _dropped.Add();
            return PacketFate.Drop("region isolated");
        }
    }
}
