using Simulation.Kernel.Networking;
using Simulation.Kernel.Options;
using Simulation.Kernel.Quantities;
using Simulation.Kernel.Randomness;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: packet-loss</c> takes.</summary>
public sealed record PacketLossOptions : NetworkTarget
{
    /// <summary>The share of messages lost.</summary>
    [Option("The share of messages that are lost.", Min = "0%", Max = "100%")]
    public Ratio Loss { get; init; }

    /// <summary>How much each draw leans on the one before.</summary>
    [Option(
        "How much each draw depends on the one before, so that losses come in bursts.",
        Min = "0%",
        Max = "100%"
    )]
    public Ratio Correlation { get; init; }

    /// <summary>A line that changes between a good and a bad state, instead of a constant share.</summary>
    [Option("Instead of 'loss': a line that changes between a good and a bad state.")]
    public GilbertElliottOptions? GilbertElliott { get; init; }

    /// <inheritdoc/>
    public override IEnumerable<(string Key, string Message)> Validate()
    {
        foreach ((string Key, string Message) problem in base.Validate())
        {
            yield return problem;
        }

        if ((Loss.Millionths > 0) == (GilbertElliott is not null))
        {
            yield return ("loss", "packet-loss has either 'loss' above 0% or 'gilbert-elliott'");
        }
    }
}

/// <summary>A two-state loss model, asked at each message.</summary>
/// <remarks>Source: Gilbert 1960; Elliott 1963; the parameters are those of tc netem's gemodel.</remarks>
public sealed record GilbertElliottOptions
{
    /// <summary>From good to bad.</summary>
    [Option("Chance at each message that a good line turns bad.", Min = "0%", Max = "100%")]
    public required Ratio P { get; init; }

    /// <summary>From bad to good.</summary>
    [Option("Chance at each message that a bad line turns good.", Min = "0%", Max = "100%")]
    public required Ratio R { get; init; }

    /// <summary>Loss while good.</summary>
    [Option("The share of messages lost while the line is good.", Min = "0%", Max = "100%")]
    public Ratio Good { get; init; }

    /// <summary>Loss while bad.</summary>
    [Option("The share of messages lost while the line is bad.", Min = "0%", Max = "100%")]
    public Ratio Bad { get; init; } = Ratio.One;
}

/// <summary>Loses a share of the messages.</summary>
public sealed class PacketLoss(PacketLossOptions options) : MessageFault(options)
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "packet-loss",
            "Loses a share of the messages of nodes or of a link, one by one or in bursts.",
            typeof(PacketLossOptions),
            options => new PacketLoss((PacketLossOptions)options)
        );

    /// <inheritdoc/>
    protected override PacketRule CreateRule(PacketFilter filter, FaultContext context) =>
        new LossRule(options, filter, context);

    private sealed class LossRule(PacketLossOptions options, PacketFilter filter, FaultContext context)
        : PacketRule
    {
        private readonly FaultEffect.Tally _dropped = context.Effect.Of(
            "message dropped",
            "messages dropped"
        );
        private readonly RandomStream _random = context.Random;
        private readonly CorrelatedChance _chance = new(options.Correlation);
        private bool _isBad;

        public override PacketFate Decide(in Packet packet)
        {
            if (!filter.Matches(packet) || !IsLost())
            {
                return PacketFate.Pass;
            }

            _dropped.Add();
            return PacketFate.Drop("packet loss");
        }

        private bool IsLost()
        {
            if (options.GilbertElliott is not { } model)
            {
                return _chance.NextMillionth(_random) < options.Loss.Millionths;
            }

            Ratio change = _isBad ? model.R : model.P;
            _isBad ^= change.Happens(_random);
            return (_isBad ? model.Bad : model.Good).Happens(_random);
        }
    }
}
