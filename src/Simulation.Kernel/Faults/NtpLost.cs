using Simulation.Kernel.Nodes;
using Simulation.Kernel.Options;

namespace Simulation.Kernel.Faults;

/// <summary>What <c>inject: ntp-lost</c> takes.</summary>
public sealed record NtpLostOptions : NodeTarget
{
    /// <summary>How far off a quartz may be.</summary>
    [Option(
        "Each clock gains or loses at most so many millionths, drawn for each node.",
        Min = "1",
        Max = "1000000"
    )]
    public int PpmMax { get; init; } = 50;
}

/// <summary>Takes the time servers away, so that each clock drifts as its quartz does.</summary>
public sealed class NtpLost(NtpLostOptions options)
    : NodeFault(options, "clock left alone", "clocks left alone")
{
    /// <summary>The catalogue's entry.</summary>
    public static FaultKind Kind { get; } =
        new(
            "ntp-lost",
            "Takes the time servers away: each clock drifts by a rate of its own until the fault ends.",
            typeof(NtpLostOptions),
            options => new NtpLost((NtpLostOptions)options)
        );

    private readonly List<Drifting> _drifting = [];

    /// <inheritdoc/>
    protected override void Hurt(Node node, FaultContext context)
    {
        int ppm = context.Random.NextBelow((2 * options.PpmMax) + 1) - options.PpmMax;
        _drifting.Add(Drifting.Begin(node, ppm == 0 ? 1 : ppm, context.World.Loop));
    }

    /// <inheritdoc/>
    protected override void Mend(Node node, FaultContext context)
    {
        Drifting drifting = _drifting.Find(other => ReferenceEquals(other.Node, node))!;
        _drifting.Remove(drifting);
        drifting.End(context.World.Loop);
    }
}
